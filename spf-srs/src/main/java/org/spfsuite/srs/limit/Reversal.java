package org.spfsuite.srs.limit;

import org.spfsuite.srs.address.Ascii;
import org.spfsuite.srs.address.EnvelopeAddress;
import org.spfsuite.srs.address.SrsAddress;

/**
 * A message to an address of ours that was believed.
 *
 * @param reversePath of the message, without angle brackets; empty: a bounce
 * @param signed what of the address its hash covers, under which it is counted. One address can be
 *     written in many ways that are all believed: in any case, with any of three separators, with
 *     its hash in either alphabet, at each SRS domain, and by Exim with any of eleven stamps
 * @param target whom it is for
 */
public record Reversal(String reversePath, String signed, String target) {

  boolean isBounce() {
    return reversePath.isEmpty();
  }

  /** Whether it goes to another forwarder, who sends it on; a store may have kept his address. */
  boolean isForForwarder() {
    return EnvelopeAddress.parse(target)
        .filter(address -> SrsAddress.isTagged(address.local()))
        .isPresent();
  }

  String targetKey() {
    return Ascii.lower(target);
  }
}
