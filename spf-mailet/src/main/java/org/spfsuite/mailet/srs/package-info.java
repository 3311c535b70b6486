/**
 * Senders rewritten and recognised as one configuration wants it: {@link
 * org.spfsuite.mailet.srs.SrsEngine}.
 */
@NullMarked
package org.spfsuite.mailet.srs;

import org.jspecify.annotations.NullMarked;
