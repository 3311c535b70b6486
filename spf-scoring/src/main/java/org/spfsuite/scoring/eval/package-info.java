/**
 * The questions that rules ask of the facts, by the names that SpamAssassin's rules use: {@link
 * org.spfsuite.scoring.eval.EvalFunctions}.
 */
@NullMarked
package org.spfsuite.scoring.eval;

import org.jspecify.annotations.NullMarked;
