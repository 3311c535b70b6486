/**
 * Points for messages, by one policy for all of James: {@link org.spfsuite.mailet.scoring.Scoring}.
 * Nothing of it is loaded unless a hook or mailet wants it.
 */
@NullMarked
package org.spfsuite.mailet.scoring;

import org.jspecify.annotations.NullMarked;
