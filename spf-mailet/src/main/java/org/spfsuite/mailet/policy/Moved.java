package org.spfsuite.mailet.policy;

/** What is said of somebody who is to be found elsewhere. */
public final class Moved {

  /** RFC 5321 §4.2.3: user not local, please try another path. */
  public static final String CODE = "551";

  private Moved() {}

  /**
   * Enhanced status (RFC 3463 §3.2) and text, as RFC 5321 §3.4 words it.
   *
   * @param newAddress printable ASCII
   */
  public static String text(String newAddress) {
    return "5.1.6 User not local; please try <" + newAddress + ">";
  }
}
