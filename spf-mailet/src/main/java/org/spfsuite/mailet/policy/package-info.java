/**
 * What to do with a client, decided from verdicts alone: {@link
 * org.spfsuite.mailet.policy.EnforcementPolicy}.
 */
@NullMarked
package org.spfsuite.mailet.policy;

import org.jspecify.annotations.NullMarked;
