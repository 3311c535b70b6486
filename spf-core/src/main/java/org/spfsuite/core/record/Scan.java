package org.spfsuite.core.record;

/** Searching inside a term without looking at the rest of the record. */
final class Scan {

  private Scan() {}

  /** Index of the first {@code c} in {@code [from, end)}, or {@code end}. */
  static int indexOf(String text, char c, int from, int end) {
    int i = from;
    while (i < end && text.charAt(i) != c) {
      i++;
    }
    return i;
  }
}
