/**
 * Senders too long to be part of an address, kept under short names: {@link
 * org.spfsuite.srs.store.SenderStore}.
 */
@NullMarked
package org.spfsuite.srs.store;

import org.jspecify.annotations.NullMarked;
