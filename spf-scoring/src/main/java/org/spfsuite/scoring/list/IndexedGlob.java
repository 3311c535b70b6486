package org.spfsuite.scoring.list;

import java.util.Comparator;
import java.util.Locale;
import org.spfsuite.core.text.Glob;

/** A glob and what it is found by. */
final class IndexedGlob {

  /** The more literal characters the better, then the earlier. */
  static final Comparator<IndexedGlob> BEST_FIRST =
      Comparator.comparingInt((IndexedGlob glob) -> -glob.literals)
          .thenComparingInt(glob -> glob.order);

  private final Glob glob;
  private final String head;
  private final String tail;

  /** Whether head and tail say all, there being but one star between them. */
  private final boolean simple;

  private final int literals;
  private final int order;

  /**
   * A glob.
   *
   * @param entry as written, with at least one wildcard
   * @param order its place in the list
   */
  IndexedGlob(String entry, int order) {
    this.glob = new Glob(entry);
    // The whole of it, as Glob does: a sigma's lower case depends on what stands before it.
    String lower = entry.toLowerCase(Locale.ROOT);
    int first = 0;
    while (!isWildcard(lower.charAt(first))) {
      first++;
    }
    int last = Math.max(lower.lastIndexOf('*'), lower.lastIndexOf('?'));
    this.head = lower.substring(0, first);
    this.tail = lower.substring(last + 1);
    this.simple = first == last && lower.charAt(first) == '*';
    this.literals = (int) lower.chars().filter(c -> !isWildcard(c)).count();
    this.order = order;
  }

  /** Whether there is a wildcard in the entry. */
  static boolean isGlob(String entry) {
    return entry.chars().anyMatch(IndexedGlob::isWildcard);
  }

  private static boolean isWildcard(int c) {
    return c == '*' || c == '?';
  }

  /** As written. */
  String entry() {
    return glob.pattern();
  }

  /** What stands before the first wildcard, in lower case. */
  String head() {
    return head;
  }

  /** What stands behind the last wildcard, in lower case. */
  String tail() {
    return tail;
  }

  /** Whether an address in lower case fits that begins with the head and ends with the tail. */
  boolean matches(String address) {
    // Head and tail must not overlap.
    return address.length() >= literals && (simple || glob.matches(address));
  }
}
