package org.spfsuite.scoring.eval;

/** Lists of addresses in a policy. */
public enum ListName {
  /** {@code welcomelist_from_spf}. */
  WELCOME_SPF,
  /** {@code def_welcomelist_from_spf}. */
  DEF_WELCOME_SPF,
  /** {@code welcomelist_auth}. */
  WELCOME_AUTH,
  /** {@code def_welcomelist_auth}. */
  DEF_WELCOME_AUTH,
  /** {@code welcomelist_from}: whoever says so is believed. */
  WELCOME,
  /** {@code blocklist_from}. */
  BLOCK,
  /** {@code blocklist_to}. */
  BLOCK_TO
}
