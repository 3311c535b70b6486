/**
 * Rules, what they are worth, and how hits are found: {@link org.spfsuite.scoring.rule.RuleSet},
 * {@link org.spfsuite.scoring.rule.CompiledRules}.
 */
@NullMarked
package org.spfsuite.scoring.rule;

import org.jspecify.annotations.NullMarked;
