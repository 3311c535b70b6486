package org.spfsuite.scoring.eval;

import java.util.Locale;
import java.util.Optional;
import org.spfsuite.core.text.SafeText;

/** Senders that a forwarder rewrote (Sender Rewriting Scheme). Nothing is verified here. */
final class Srs {

  private static final int MAX_NAME = 255;
  private static final int FIELDS = 4;
  private static final String SEPARATORS = "=+-";

  private Srs() {}

  static Optional<String> evidence(Subject subject) {
    return subject.facts().sender().address().flatMap(Srs::original);
  }

  /** {@code SRS0=hash=stamp=domain=local} or {@code SRS1=hash=host==hash=stamp=domain=local}. */
  private static Optional<String> original(String address) {
    int end = address.lastIndexOf('@');
    if (end <= 5 || SEPARATORS.indexOf(address.charAt(4)) < 0) {
      return Optional.empty();
    }
    String tag = address.substring(0, 4).toUpperCase(Locale.ROOT);
    if (!(tag.equals("SRS0") || tag.equals("SRS1"))) {
      return Optional.empty();
    }
    String rest = address.substring(5, end);
    String inner = tag.equals("SRS1") ? behindHost(rest) : rest;
    String[] fields = inner.split("=", FIELDS);
    return fields.length < FIELDS
        ? Optional.empty()
        : Optional.of(
            "rewritten by a forwarder ("
                + tag
                + "), by its own account for a sender of "
                + SafeText.printable(fields[2], MAX_NAME));
  }

  /** What stands behind the hash and the first forwarder's name. */
  private static String behindHost(String rest) {
    String[] fields = rest.split("=", 3);
    return fields.length < 3 || fields[2].isEmpty() ? "" : fields[2].substring(1);
  }
}
