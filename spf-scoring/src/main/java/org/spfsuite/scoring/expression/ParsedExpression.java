package org.spfsuite.scoring.expression;

/** What became of the text of an expression. */
public sealed interface ParsedExpression {

  /**
   * The text could be read.
   *
   * @param expression what it says
   */
  record Valid(Expression expression) implements ParsedExpression {}

  /**
   * The text could not be read.
   *
   * @param position index of the offending character, or the text's length
   * @param expected what would be right there, for people; safe to print
   */
  record Malformed(int position, String expected) implements ParsedExpression {}
}
