/**
 * Which of the hosts that a message passed through is to be judged: {@link
 * org.spfsuite.scoring.relay.RelayPath}.
 */
@NullMarked
package org.spfsuite.scoring.relay;

import org.jspecify.annotations.NullMarked;
