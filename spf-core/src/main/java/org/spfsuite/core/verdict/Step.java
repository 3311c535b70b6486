package org.spfsuite.core.verdict;

import org.spfsuite.core.record.Term;

/**
 * One step on the way to the directive that decided: a term of one domain's record.
 *
 * @param domain whose record it is
 * @param record the text of the record, as published: not safe to print
 * @param term an {@code include} or {@code redirect} that led further, or the directive that
 *     matched
 */
public record Step(String domain, String record, Term term) {

  Step withDomain(String name) {
    return new Step(name, record, term);
  }

  /** The term as published: printable ASCII, since the record kept the grammar. */
  public String termText() {
    return term.span().of(record);
  }
}
