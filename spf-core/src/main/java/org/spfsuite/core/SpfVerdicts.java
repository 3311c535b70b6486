package org.spfsuite.core;

import java.util.List;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Verdict;

/**
 * The verdicts on both identities. They are kept apart: neither overrides the other.
 *
 * @param helo on the name in HELO or EHLO (RFC 7208 §2.3)
 * @param mailFrom on the reverse-path (RFC 7208 §2.4)
 */
public record SpfVerdicts(Verdict helo, Verdict mailFrom) {

  /** The verdict on one identity. */
  public Verdict of(Identity identity) {
    return identity == Identity.HELO ? helo : mailFrom;
  }

  /** Both, the one on the reverse-path first. */
  public List<Verdict> all() {
    return List.of(mailFrom, helo);
  }
}
