package org.spfsuite.core.dns;

/** The record types that SPF asks for. Type SPF (99) is not among them: RFC 7208 §3.1. */
public enum RecordType {
  /** IPv4 address. */
  A,
  /** IPv6 address. */
  AAAA,
  /** Mail exchanger. */
  MX,
  /** Name of an address. */
  PTR,
  /** Text. */
  TXT
}
