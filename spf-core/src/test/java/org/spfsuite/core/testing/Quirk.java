package org.spfsuite.core.testing;

/** What a {@link LoopbackDnsServer} does otherwise than a blameless recursive server. */
public enum Quirk {
  /** Every answer says that it was validated (AD bit). */
  AUTHENTIC,
  /** An answer holds one CNAME record at most: the client has to ask on. */
  ONE_LINK_PER_MESSAGE,
  /** Any query with EDNS is answered by FORMERR. */
  NO_EDNS,
  /** A datagram with another id, saying that there is no such name, comes first. */
  WRONG_ID_FIRST,
  /** A datagram with the right id and an answer to another question comes first. */
  WRONG_QUESTION_FIRST,
  /** Datagrams that cannot be read, one of them with the right id, come first. */
  UNREADABLE_FIRST,
  /** Over UDP, 50 datagrams with another id come, and the genuine one is lost. */
  FORGERIES_ONLY,
  /** Every answer over UDP is empty and marked as truncated. */
  TRUNCATING,
  /** TCP connections and queries are taken, but never answered. */
  TCP_SILENT,
  /** Answers over TCP come one octet at a time, about 50 in a second. */
  TCP_DRIPPING,
  /** TCP connections are closed as soon as they are accepted. */
  TCP_CLOSING
}
