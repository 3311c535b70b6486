package org.spfsuite.srs.limit;

import java.util.Optional;
import org.spfsuite.srs.address.Ascii;
import org.spfsuite.srs.address.EnvelopeAddress;
import org.spfsuite.srs.address.SrsAddress;
import org.spfsuite.srs.address.SrsAddress.Srs0;
import org.spfsuite.srs.address.SrsAddress.Srs1;
import org.spfsuite.srs.outcome.Form;

/**
 * A message to an address of ours that was believed.
 *
 * @param reversePath of the message, without angle brackets; empty: a bounce
 * @param recipient the address of ours, in any case
 * @param form of it
 * @param target whom it is for
 */
public record Reversal(String reversePath, String recipient, Form form, String target) {

  boolean isBounce() {
    return reversePath.isEmpty();
  }

  /**
   * What the recipient is counted under. One address can be written in many ways that are all
   * believed: in any case, with any of three separators, with its hash in either alphabet, at each
   * SRS domain. They count as one, which is what the hash covers.
   */
  String address() {
    Optional<SrsAddress> parsed =
        EnvelopeAddress.parse(recipient).flatMap(a -> SrsAddress.parse(a.local()));
    return Ascii.lower(parsed.map(Reversal::signed).orElse(recipient));
  }

  private static String signed(SrsAddress address) {
    if (address instanceof Srs0 srs0) {
      return String.join("\0", "0", srs0.stamp(), srs0.domain(), srs0.local());
    }
    return address instanceof Srs1 srs1
        ? String.join("\0", "1", srs1.host(), srs1.opaque())
        : address.toString();
  }

  String targetKey() {
    return Ascii.lower(target);
  }
}
