/**
 * Envelope addresses as RFC 5321 §4.1.2 writes them ({@link
 * org.spfsuite.srs.address.EnvelopeAddress}), and the two forms that SRS gives them ({@link
 * org.spfsuite.srs.address.SrsAddress}). Nothing is verified here.
 */
@NullMarked
package org.spfsuite.srs.address;

import org.jspecify.annotations.NullMarked;
