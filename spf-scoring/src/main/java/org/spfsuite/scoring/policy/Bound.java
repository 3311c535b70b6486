package org.spfsuite.scoring.policy;

import java.util.Locale;

/**
 * How much there may be of what files can make large. A policy that was cut off must not be used.
 */
enum Bound {
  RULES(10_000, "rules"),
  /** Each looks at the names of all rules. */
  MATCHING(100, "times rules_matching in all rules"),
  SCORES(100_000, "lines"),
  ENTRIES(1_000_000, "addresses in all lists"),
  OVERLAYS(10_000, "times for_recipient and for_sender"),
  NETWORKS(10_000, "networks"),
  HOSTS(1_000, "names of our own hosts"),
  FORWARDERS(20, "forwarders"),
  FIELDS(100, "fields");

  private final int most;
  private final String what;

  Bound(int most, String what) {
    this.most = most;
    this.what = what;
  }

  /**
   * Checks a number.
   *
   * @throws TooMany if it is too large
   */
  void check(int count) {
    if (count > most) {
      throw new TooMany(String.format(Locale.ROOT, "at most %,d %s", most, what));
    }
  }

  /** A bound is broken; the message says which. Never leaves this package, so needs no trace. */
  static final class TooMany extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    TooMany(String message) {
      super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
