package org.spfsuite.core.header;

import org.spfsuite.core.text.SafeText;

/** Which characters of the client's claims a header field keeps. */
public enum HeaderCharset {
  /** Printable US-ASCII, right for every message; anything else becomes {@code ?}. */
  US_ASCII {
    @Override
    String printable(String text, int maxLength) {
      return SafeText.printable(text, maxLength);
    }
  },
  /**
   * Unicode, only for messages that came with SMTPUTF8 (RFC 6532 §3, RFC 8616 §3), to be sent as
   * UTF-8. Controls, line and paragraph separators and lone surrogates still become {@code ?}.
   */
  UTF_8 {
    @Override
    String printable(String text, int maxLength) {
      return SafeText.printableUnicode(text, maxLength);
    }
  };

  /** One line of text without controls; one that was cut ends in {@code ...}. */
  abstract String printable(String text, int maxLength);
}
