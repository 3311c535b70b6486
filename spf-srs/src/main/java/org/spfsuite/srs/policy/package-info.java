/** Which senders are rewritten: {@link org.spfsuite.srs.policy.ForwardPolicy}. */
@NullMarked
package org.spfsuite.srs.policy;

import org.jspecify.annotations.NullMarked;
