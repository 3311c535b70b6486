/**
 * What may become of a sender ({@link org.spfsuite.srs.outcome.ForwardOutcome}) and of a recipient
 * ({@link org.spfsuite.srs.outcome.ReverseOutcome}).
 */
@NullMarked
package org.spfsuite.srs.outcome;

import org.jspecify.annotations.NullMarked;
