package org.spfsuite.core.verdict;

import java.util.Locale;

/** The names of trouble. The same name stands in logs, headers and SMTP replies. */
public enum ProblemCode {
  /** A term breaks the grammar. */
  SYNTAX(SpfResult.PERMERROR, "4.6"),
  /** The record is longer than allowed, or has more terms. */
  RECORD_TOO_LARGE(SpfResult.PERMERROR, "3.4"),
  /** The domain publishes several SPF records. */
  MULTIPLE_RECORDS(SpfResult.PERMERROR, "4.5"),
  /** More terms that need DNS than allowed. */
  LOOKUP_LIMIT(SpfResult.PERMERROR, "4.6.4"),
  /** More look-ups without any answer than allowed. */
  VOID_LOOKUP_LIMIT(SpfResult.PERMERROR, "4.6.4"),
  /** More mail exchangers than allowed. */
  MX_LIMIT(SpfResult.PERMERROR, "4.6.4"),
  /** An include names a domain without a policy. */
  INCLUDE_WITHOUT_RECORD(SpfResult.PERMERROR, "5.2"),
  /** A redirect names a domain without a policy. */
  REDIRECT_WITHOUT_RECORD(SpfResult.PERMERROR, "6.1"),
  /** DNS did not answer in time. */
  DNS_TIMEOUT(SpfResult.TEMPERROR, "2.6.6"),
  /** DNS answered with an error. */
  DNS_FAILURE(SpfResult.TEMPERROR, "2.6.6"),
  /** The whole check took too long. */
  DEADLINE(SpfResult.TEMPERROR, "4.6.4"),
  /** The checker itself failed. */
  INTERNAL(SpfResult.TEMPERROR, "2.6.6");

  private final SpfResult result;
  private final String section;
  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  ProblemCode(SpfResult result, String section) {
    this.result = result;
    this.section = section;
  }

  /** What the check comes to: permerror or temperror. */
  public SpfResult result() {
    return result;
  }

  /** The section of RFC 7208 that says so. */
  public String section() {
    return section;
  }

  /** The name in lower case with hyphens, such as {@code void-lookup-limit}. */
  public String text() {
    return text;
  }
}
