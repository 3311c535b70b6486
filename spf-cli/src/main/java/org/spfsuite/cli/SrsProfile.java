package org.spfsuite.cli;

import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.key.KeyType;

/** Whose addresses are made or read. */
enum SrsProfile {
  STRICT("strict", SrsOptions.DEFAULTS, KeyType.HMAC_SHA256),
  COMPATIBLE("compatible", SrsOptions.COMPATIBLE, KeyType.HMAC_SHA1),
  EXIM("exim", SrsOptions.DEFAULTS, KeyType.EXIM),
  OPENSMTPD("opensmtpd", SrsOptions.DEFAULTS, KeyType.OPENSMTPD),
  SRS_JS("srs.js", SrsOptions.DEFAULTS, KeyType.SRS_JS);

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final SrsOptions options;

  private final KeyType type;

  SrsProfile(String word, SrsOptions options, KeyType type) {
    this.word = word;
    this.options = options;
    this.type = type;
  }

  SrsOptions options() {
    return options;
  }

  /** What secrets of the command line are for. */
  KeyType type() {
    return type;
  }

  @Override
  public String toString() {
    return word;
  }
}
