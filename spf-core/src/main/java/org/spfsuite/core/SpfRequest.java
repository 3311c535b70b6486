package org.spfsuite.core;

import org.spfsuite.core.net.IpAddress;

/**
 * What an SMTP client claims, and from where.
 *
 * @param client address of the SMTP client
 * @param helo the name in HELO or EHLO; empty if there was none
 * @param mailFrom the reverse-path without angle brackets; empty for the null reverse-path
 */
public record SpfRequest(IpAddress client, String helo, String mailFrom) {

  /**
   * A request from text.
   *
   * @param client IPv4 or IPv6 address literal
   * @param helo the name in HELO or EHLO; empty if there was none
   * @param mailFrom the reverse-path without angle brackets; empty for the null reverse-path
   * @throws IllegalArgumentException if {@code client} is not an address literal
   */
  public static SpfRequest of(String client, String helo, String mailFrom) {
    IpAddress address =
        IpAddress.parse(client)
            .orElseThrow(
                () -> new IllegalArgumentException("not an IPv4 or IPv6 address: " + client));
    return new SpfRequest(address, helo, mailFrom);
  }

  /** Whether the reverse-path is null, as in bounces. */
  public boolean hasNullSender() {
    return mailFrom.isEmpty();
  }

  /** What stands before the last at sign of the reverse-path; empty if there is none. */
  String localPart() {
    return mailFrom.substring(0, Math.max(mailFrom.lastIndexOf('@'), 0));
  }

  /** What stands behind the last at sign, or the whole reverse-path if there is none. */
  String domain() {
    return mailFrom.substring(mailFrom.lastIndexOf('@') + 1);
  }
}
