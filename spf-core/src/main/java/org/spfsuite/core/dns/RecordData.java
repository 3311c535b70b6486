package org.spfsuite.core.dns;

import org.spfsuite.core.net.IpAddress;

/** The data of one resource record. */
public sealed interface RecordData {

  /**
   * A or AAAA.
   *
   * @param address the address
   */
  record Address(IpAddress address) implements RecordData {}

  /**
   * MX.
   *
   * @param preference 0-65535, the smaller the more preferred
   * @param exchange the host; the root name stands for "no mail" (RFC 7505)
   */
  record Mx(int preference, DnsName exchange) implements RecordData {}

  /**
   * PTR.
   *
   * @param name the name that the address claims
   */
  record Ptr(DnsName name) implements RecordData {}

  /**
   * TXT.
   *
   * @param text all character-strings joined without a blank (RFC 7208 §3.3), one character
   *     (U+0000-U+00FF) per octet
   */
  record Txt(String text) implements RecordData {}

  /**
   * CNAME. It stands in zones; a {@link DnsResolver} follows it and never returns it.
   *
   * @param target the canonical name
   */
  record Cname(DnsName target) implements RecordData {}
}
