/**
 * How many clients a policy lets pass. {@link org.spfsuite.core.space.SpaceSurveyor} finds the
 * {@link org.spfsuite.core.space.AuthorizedSpace} of a claim.
 */
@NullMarked
package org.spfsuite.core.space;

import org.jspecify.annotations.NullMarked;
