package org.spfsuite.scoring.expression;

/** Perl's operators as far as metas may use them. What binds closer has the greater level. */
public enum Operator {
  /** Perl's: the first operand that is not zero, else the last. */
  OR("||", 1),
  /** Perl's: the first operand that is zero, else the last. */
  AND("&&", 2),
  /** Of the bits of both whole numbers. */
  XOR("^", 3),
  /** 1 or 0. */
  EQUAL("==", 4),
  /** 1 or 0. */
  UNEQUAL("!=", 4),
  /** 1 or 0. */
  AT_MOST("<=", 5),
  /** 1 or 0. */
  AT_LEAST(">=", 5),
  /** 1 or 0. */
  LESS("<", 5),
  /** 1 or 0. */
  GREATER(">", 5),
  /** Also before an operand, where it does nothing. */
  PLUS("+", 6),
  /** Also before an operand. */
  MINUS("-", 6),
  /** Multiplication. */
  TIMES("*", 7),
  /** Division; by zero: 0, where Perl would give the rule up. */
  DIVIDED("/", 7),
  /** Before an operand: 1 if that is zero, else 0. */
  NOT("!", 8);

  /** The lowest level. */
  static final int LOWEST = 1;

  /** The level above all that stand between operands. */
  static final int UNARY = 8;

  private final String sign;
  private final int level;

  Operator(String sign, int level) {
    this.sign = sign;
    this.level = level;
  }

  /** As written. */
  public String sign() {
    return sign;
  }

  int level() {
    return level;
  }
}
