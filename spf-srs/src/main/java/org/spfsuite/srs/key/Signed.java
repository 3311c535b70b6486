package org.spfsuite.srs.key;

/** An address without its hash. How much of it the hash covers depends on the type of the key. */
public sealed interface Signed {

  /** Where the address is. */
  String srsDomain();

  /**
   * An address of SRS0.
   *
   * @param stamp of the day
   * @param domain of the author
   * @param local part of the author
   */
  record Srs0(String stamp, String domain, String local, String srsDomain) implements Signed {}

  /**
   * An address of SRS1.
   *
   * @param host the first forwarder
   * @param opaque what follows, its separator included
   */
  record Srs1(String host, String opaque, String srsDomain) implements Signed {}
}
