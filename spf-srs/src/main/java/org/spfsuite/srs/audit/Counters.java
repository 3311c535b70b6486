package org.spfsuite.srs.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Counts names, such as those of {@link Audit}, where nothing else does. There are as many as there
 * are outcomes and keys. Safe for use by several threads.
 */
public final class Counters implements Consumer<String> {

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /** Nothing is counted yet. */
  public Counters() {}

  @Override
  public void accept(String name) {
    counts.computeIfAbsent(name, key -> new LongAdder()).increment();
  }

  /** How often each name came; names that never did are missing. */
  public Map<String, Long> counts() {
    Map<String, Long> copy = new TreeMap<>();
    counts.forEach((name, count) -> copy.put(name, count.sum()));
    return copy;
  }

  /** All of them in one line: {@code SRS counted forward.left.own_domain=3 ...}. */
  @Override
  public String toString() {
    return counts().entrySet().stream()
        .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining("", "SRS counted", ""));
  }
}
