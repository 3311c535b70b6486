package org.spfsuite.srs.postsrsd;

import java.util.Arrays;
import java.util.Optional;
import org.spfsuite.srs.address.Ascii;

/** What postsrsd 2.4 knows. */
public enum Option {
  SRS_DOMAIN,
  DOMAINS,
  DOMAINS_FILE,
  DOMAINS_FILE_WATCH,
  ORIGINAL_ENVELOPE,
  SEPARATOR,
  HASH_LENGTH,
  HASH_MINIMUM,
  ALWAYS_REWRITE,
  SOCKETMAP,
  KEEP_ALIVE,
  CONNECTION_LIMIT,
  MILTER,
  MILTER_REWRITE_LOCAL,
  MILTER_RECIPIENT_LIMIT,
  SECRETS_FILE,
  ENVELOPE_DATABASE,
  PID_FILE,
  UNPRIVILEGED_USER,
  CHROOT_DIR,
  SECCOMP,
  DAEMONIZE,
  SYSLOG,
  DEBUG;

  private final String word = Ascii.lower(name()).replace('_', '-');

  static Optional<Option> of(String word) {
    return Arrays.stream(values()).filter(option -> option.word.equals(word)).findFirst();
  }

  /** As it is written. */
  @Override
  public String toString() {
    return word;
  }
}
