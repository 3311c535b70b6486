/**
 * Policies, and the files that they are read from, in SpamAssassin's language: {@link
 * org.spfsuite.scoring.policy.ScorePolicy}, {@link org.spfsuite.scoring.policy.PolicyFiles}.
 */
@NullMarked
package org.spfsuite.scoring.policy;

import org.jspecify.annotations.NullMarked;
