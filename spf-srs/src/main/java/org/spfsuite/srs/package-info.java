/**
 * The Sender Rewriting Scheme: {@link org.spfsuite.srs.SrsForwarder} gives forwarded mail a sender
 * of ours, {@link org.spfsuite.srs.SrsReverser} finds out whose bounce has come home. Both are pure
 * functions of an address, a key ring and the time, but for senders that are kept in a store.
 */
@NullMarked
package org.spfsuite.srs;

import org.jspecify.annotations.NullMarked;
