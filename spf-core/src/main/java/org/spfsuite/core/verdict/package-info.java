/**
 * What a check comes to. Start with {@link org.spfsuite.core.verdict.Verdict}; everything in it is
 * an immutable value.
 */
@NullMarked
package org.spfsuite.core.verdict;

import org.jspecify.annotations.NullMarked;
