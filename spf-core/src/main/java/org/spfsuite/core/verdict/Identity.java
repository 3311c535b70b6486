package org.spfsuite.core.verdict;

/** Which of the client's claims was checked. */
public enum Identity {
  /** RFC 7208 §2.3: the name in HELO or EHLO. */
  HELO("helo", "HELO"),
  /** RFC 7208 §2.4: the reverse-path. */
  MAIL_FROM("mailfrom", "MAIL FROM");

  private final String key;
  private final String title;

  Identity(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** The word in {@code Received-SPF: identity=} and in configuration files. */
  public String key() {
    return key;
  }

  /** The words for people. */
  public String title() {
    return title;
  }
}
