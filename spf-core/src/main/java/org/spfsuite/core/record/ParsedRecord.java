package org.spfsuite.core.record;

import java.util.List;

/** What became of a record's text. */
public sealed interface ParsedRecord {

  /**
   * The text keeps the grammar.
   *
   * @param record the record
   */
  record Valid(SpfRecord record) implements ParsedRecord {}

  /**
   * The text breaks the grammar; RFC 7208 §4.6: such a record is a permerror, wherever the error
   * stands.
   *
   * @param text the text
   * @param problems in source order, not empty
   */
  record Invalid(String text, List<SyntaxProblem> problems) implements ParsedRecord {
    /** Copies the list. */
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
