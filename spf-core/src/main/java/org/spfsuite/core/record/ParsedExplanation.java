package org.spfsuite.core.record;

/** What became of the text that an {@code exp=} modifier points to (RFC 7208 §6.2). */
public sealed interface ParsedExplanation {

  /**
   * The text keeps the grammar.
   *
   * @param macros the text, not yet expanded
   */
  record Valid(MacroString macros) implements ParsedExplanation {}

  /**
   * The text breaks the grammar and is ignored; the result of the check stays.
   *
   * @param problem what is wrong
   */
  record Invalid(SyntaxProblem problem) implements ParsedExplanation {}
}
