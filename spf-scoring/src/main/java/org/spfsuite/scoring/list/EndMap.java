package org.spfsuite.scoring.list;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Values by texts that are looked for at one end of longer texts. A look-up goes over the longer
 * text once, from that end, and consults the map only where a filter of hash codes says that one of
 * the texts may have ended.
 *
 * @param <V> what is found
 */
final class EndMap<V> {

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L; // odd, and its bits well mixed

  /** At least half of it, by rounding: then at most one look-up in eight is in vain. */
  private static final int FILTER_BITS_PER_TEXT = 16;

  private final boolean atTail;
  private final Map<String, V> values;

  /** Of the texts; ascending, all different. */
  private final int[] lengths;

  /** A bit for the hash code of each text, by its topmost bits; a power of two of them. */
  private final long[] filter;

  private EndMap(boolean atTail, Map<String, V> values) {
    this.atTail = atTail;
    this.values = Map.copyOf(values);
    this.lengths = lengths(values.keySet());
    int words = values.size() * FILTER_BITS_PER_TEXT / Long.SIZE;
    this.filter = new long[Math.max(Integer.highestOneBit(words), 1)];
    for (String text : values.keySet()) {
      int bit = bit(hash(text, 0, text.length(), 0));
      filter[bit / Long.SIZE] |= 1L << bit;
    }
  }

  /** A map whose texts are looked for where longer ones begin. */
  static <V> EndMap<V> ofHeads(Map<String, V> values) {
    return new EndMap<>(false, values);
  }

  /** A map whose texts are looked for where longer ones end. */
  static <V> EndMap<V> ofTails(Map<String, V> values) {
    return new EndMap<>(true, values);
  }

  private static int[] lengths(Collection<String> texts) {
    return texts.stream().mapToInt(String::length).distinct().sorted().toArray();
  }

  /** The values of those texts with which the given one begins or ends, the shortest text first. */
  List<V> find(String text) {
    List<V> found = new ArrayList<>();
    long hash = 0;
    int hashed = 0;
    for (int length : lengths) {
      if (length > text.length()) {
        break;
      }
      hash = hash(text, hashed, length, hash);
      hashed = length;
      V value = mayHold(hash) ? values.get(end(text, length)) : null;
      if (value != null) {
        found.add(value);
      }
    }
    return found;
  }

  /** Goes on with a hash code of some characters at the end. */
  private long hash(String text, int from, int to, long hash) {
    long h = hash;
    for (int i = from; i < to; i++) {
      h = (h + text.charAt(atTail ? text.length() - 1 - i : i) + 1) * MULTIPLIER;
    }
    return h;
  }

  private boolean mayHold(long hash) {
    int bit = bit(hash);
    return (filter[bit / Long.SIZE] & 1L << bit) != 0;
  }

  private int bit(long hash) {
    int bits = filter.length * Long.SIZE;
    return (int) (hash >>> (Long.numberOfLeadingZeros(bits) + 1));
  }

  private String end(String text, int length) {
    return atTail ? text.substring(text.length() - length) : text.substring(0, length);
  }
}
