package org.spfsuite.scoring.tuning;

/** Names of rules: ASCII letters, digits and underscores, no digit first. */
final class RuleNames {

  private RuleNames() {}

  static boolean isValid(String name) {
    return !name.isEmpty()
        && !isDigit(name.charAt(0))
        && name.chars().allMatch(c -> isLetter(c) || isDigit(c) || c == '_');
  }

  private static boolean isLetter(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
