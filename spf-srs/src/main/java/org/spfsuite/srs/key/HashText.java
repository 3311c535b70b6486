package org.spfsuite.srs.key;

import java.util.Base64;
import java.util.HexFormat;
import org.spfsuite.srs.address.Ascii;

/** How hashes are written, and which differences do not count. */
enum HashText {
  /** RFC 4648 §4 or §5, in any case: some mail servers change it, and some sites refuse a slash. */
  BASE64 {
    @Override
    String of(byte[] hash) {
      return Base64.getEncoder().withoutPadding().encodeToString(hash);
    }

    @Override
    String folded(String text) {
      return Ascii.lower(text.replace('-', '+').replace('_', '/'));
    }
  },

  /** RFC 4648 §5 alone; each difference counts. */
  BASE64URL_EXACT {
    @Override
    String of(byte[] hash) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    @Override
    String folded(String text) {
      return text;
    }
  },

  /** RFC 4648 §8, in any case: that makes guessing no easier. */
  HEX {
    @Override
    String of(byte[] hash) {
      return HexFormat.of().formatHex(hash);
    }

    @Override
    String folded(String text) {
      return Ascii.lower(text);
    }
  };

  /** The whole hash, without padding. */
  abstract String of(byte[] hash);

  /** The same for texts that count as equal. */
  abstract String folded(String text);
}
