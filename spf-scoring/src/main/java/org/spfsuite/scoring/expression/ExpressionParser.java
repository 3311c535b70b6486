package org.spfsuite.scoring.expression;

import java.util.Optional;
import org.spfsuite.scoring.expression.Expression.Binary;
import org.spfsuite.scoring.expression.Expression.Call;
import org.spfsuite.scoring.expression.Expression.Choice;
import org.spfsuite.scoring.expression.Expression.Constant;
import org.spfsuite.scoring.expression.Expression.Name;
import org.spfsuite.scoring.expression.Expression.Unary;

/**
 * Reads an {@link Expression}, in one pass. Text of more than 16,384 characters, more than 1,000
 * operators and more than 100 levels of nesting are refused: the parser, and whoever works the
 * expression out, recurse.
 */
public final class ExpressionParser {

  private static final int MAX_LENGTH = 16_384;
  private static final int MAX_OPERATORS = 1_000;
  private static final int MAX_DEPTH = 100;

  private final String text;
  private int at;
  private int operators;
  private int depth;

  private ExpressionParser(String text) {
    this.text = text;
  }

  /** Reads the whole text. Never throws. */
  public static ParsedExpression parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return new ParsedExpression.Malformed(
          MAX_LENGTH, "an expression of at most " + MAX_LENGTH + " characters");
    }
    ExpressionParser parser = new ExpressionParser(text);
    try {
      return new ParsedExpression.Valid(parser.whole());
    } catch (Unreadable e) {
      return new ParsedExpression.Malformed(e.position, e.expected);
    }
  }

  private Expression whole() {
    Expression expression = expression();
    if (at < text.length()) {
      throw new Unreadable(at, "an operator or the end");
    }
    return expression;
  }

  private Expression expression() {
    Expression condition = binary(Operator.LOWEST);
    if (!skip("?")) {
      return condition;
    }
    deeper();
    Expression yes = expression();
    expect(":");
    Expression no = expression();
    depth--;
    return new Choice(condition, yes, no);
  }

  /** All operators of this level and above bind to the left. */
  private Expression binary(int level) {
    Expression left = operand(level);
    Optional<Operator> operator = operator(level);
    while (operator.isPresent()) {
      if (++operators > MAX_OPERATORS) {
        throw new Unreadable(at, "at most " + MAX_OPERATORS + " operators");
      }
      left = new Binary(operator.get(), left, operand(level));
      operator = operator(level);
    }
    return left;
  }

  private Expression operand(int level) {
    return level + 1 == Operator.UNARY ? unary() : binary(level + 1);
  }

  private Optional<Operator> operator(int level) {
    blanks();
    for (Operator operator : Operator.values()) { // longer signs come before their beginnings
      if (text.startsWith(operator.sign(), at)) {
        boolean ours = operator.level() == level && operator != Operator.NOT;
        at += ours ? operator.sign().length() : 0;
        return ours ? Optional.of(operator) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Expression unary() {
    deeper();
    Expression expression;
    if (skip("!")) {
      expression = new Unary(Operator.NOT, unary());
    } else if (skip("-")) {
      expression = new Unary(Operator.MINUS, unary());
    } else if (skip("+")) {
      expression = unary();
    } else {
      expression = primary();
    }
    depth--;
    return expression;
  }

  private Expression primary() {
    if (skip("(")) {
      Expression inner = expression();
      expect(")");
      return inner;
    }
    int start = at;
    if (at < text.length() && isDigit(text.charAt(at))) {
      return number(start);
    }
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw new Unreadable(start, "a rule's name, a number or (");
    }
    String name = text.substring(start, at);
    return skip("(") ? new Call(name, argument()) : new Name(name);
  }

  private Expression number(int start) {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
      at++;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
    }
    return new Constant(Double.parseDouble(text.substring(start, at)));
  }

  private String argument() {
    int end = text.indexOf(')', at);
    if (end < 0) {
      throw new Unreadable(text.length(), ")");
    }
    String argument = text.substring(at, end).strip();
    at = end + 1;
    return argument;
  }

  private void expect(String sign) {
    if (!skip(sign)) {
      throw new Unreadable(at, sign);
    }
  }

  private boolean skip(String sign) {
    blanks();
    // "!=" is no "!" before an operand
    boolean found = text.startsWith(sign, at) && !(sign.equals("!") && text.startsWith("!=", at));
    at += found ? sign.length() : 0;
    blanks();
    return found;
  }

  private void blanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw new Unreadable(at, "at most " + MAX_DEPTH + " levels of nesting");
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
  }

  /** Leaves the recursion; never leaves the parser. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int position;
    private final String expected;

    Unreadable(int position, String expected) {
      super(expected, null, false, false);
      this.position = position;
      this.expected = expected;
    }
  }
}
