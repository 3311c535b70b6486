package org.spfsuite.srs.outcome;

/** What an address that was made here holds. */
public enum Form {
  /** The author's address. */
  SRS0,
  /** The address that another forwarder gave the message. */
  SRS1,
  /** The name under which a store keeps the sender. */
  STORED
}
