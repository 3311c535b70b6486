package org.spfsuite.scoring.policy;

/** Policies that come with this library. */
public enum Profile {
  /** Ours: each weight with its reason. */
  RECOMMENDED("spf-default.cf"),
  /** SpamAssassin's rules about SPF, with its four score sets. */
  SPAMASSASSIN("spamassassin.cf"),
  /** The weights of rspamd, under SpamAssassin's names. */
  RSPAMD("rspamd.cf"),
  /** No rules at all. */
  EMPTY("");

  private final String resource;

  Profile(String resource) {
    this.resource = resource;
  }

  /** The file's name beside this class's package; empty if there is none. */
  String resource() {
    return resource;
  }
}
