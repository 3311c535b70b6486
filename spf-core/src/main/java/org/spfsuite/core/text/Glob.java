package org.spfsuite.core.text;

import java.util.Locale;

/**
 * A pattern in which {@code *} stands for any characters, none included, and {@code ?} for exactly
 * one. Case does not matter. Matching takes no longer than the product of both lengths. Two globs
 * are equal if they are written alike.
 */
public final class Glob {

  private final String pattern;
  private final String wanted;

  /**
   * Any text is a pattern.
   *
   * @param pattern as written
   */
  public Glob(String pattern) {
    this.pattern = pattern;
    this.wanted = pattern.toLowerCase(Locale.ROOT);
  }

  /** As written. */
  public String pattern() {
    return pattern;
  }

  /** Whether the whole text fits the pattern. */
  public boolean matches(String text) {
    String given = text.toLowerCase(Locale.ROOT);
    int at = 0;
    int star = -1; // the last star passed
    int retry = 0; // where the text behind that star begins, by the latest guess
    int next = 0;
    while (next < given.length()) {
      if (at < wanted.length() && wanted.charAt(at) == '*') {
        star = at++;
        retry = next;
      } else if (at < wanted.length() && isSame(wanted.charAt(at), given.charAt(next))) {
        at++;
        next++;
      } else if (star >= 0) {
        at = star + 1;
        next = ++retry;
      } else {
        return false;
      }
    }
    while (at < wanted.length() && wanted.charAt(at) == '*') {
      at++;
    }
    return at == wanted.length();
  }

  private static boolean isSame(char wanted, char given) {
    return wanted == '?' || wanted == given;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && pattern.equals(glob.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /** As written. */
  @Override
  public String toString() {
    return pattern;
  }
}
