/**
 * The {@code Received} fields of a message, and which of its hops is to be judged where the
 * checking host stands behind relays: {@link org.spfsuite.core.received.TrustBoundary}.
 */
@NullMarked
package org.spfsuite.core.received;

import org.jspecify.annotations.NullMarked;
