package org.spfsuite.scoring.list;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Globs, by what stands behind their last wildcard (the tail) and then by what stands before their
 * first one (the head). What is left to be tried for an address are globs that have both ends in
 * common with it.
 */
final class GlobIndex {

  /** By tail, then by head; the best ones first. */
  private final EndMap<EndMap<List<IndexedGlob>>> globs;

  /**
   * An index of those entries that hold a wildcard.
   *
   * @param entries as written; of two that are equally good the earlier one is preferred
   */
  GlobIndex(Collection<String> entries) {
    Map<String, Map<String, List<IndexedGlob>>> byTail = new HashMap<>();
    int order = 0;
    for (String entry : entries) {
      if (IndexedGlob.isGlob(entry)) {
        IndexedGlob glob = new IndexedGlob(entry, order++);
        byTail
            .computeIfAbsent(glob.tail(), tail -> new HashMap<>())
            .computeIfAbsent(glob.head(), head -> new ArrayList<>())
            .add(glob);
      }
    }
    Map<String, EndMap<List<IndexedGlob>>> indexed = new HashMap<>();
    byTail.forEach((tail, byHead) -> indexed.put(tail, EndMap.ofHeads(sorted(byHead))));
    this.globs = EndMap.ofTails(indexed);
  }

  private static Map<String, List<IndexedGlob>> sorted(Map<String, List<IndexedGlob>> byHead) {
    byHead.replaceAll((head, found) -> found.stream().sorted(IndexedGlob.BEST_FIRST).toList());
    return byHead;
  }

  /**
   * The glob with the most literal characters that covers the address, as written.
   *
   * @param address in lower case
   */
  Optional<String> match(String address) {
    IndexedGlob best = null;
    for (EndMap<List<IndexedGlob>> byHead : globs.find(address)) {
      for (List<IndexedGlob> candidates : byHead.find(address)) {
        best = better(candidates, address, best);
      }
    }
    return Optional.ofNullable(best).map(IndexedGlob::entry);
  }

  private static @Nullable IndexedGlob better(
      List<IndexedGlob> candidates, String address, @Nullable IndexedGlob known) {
    for (IndexedGlob candidate : candidates) {
      if (known != null && IndexedGlob.BEST_FIRST.compare(known, candidate) <= 0) {
        return known;
      }
      if (candidate.matches(address)) {
        return candidate;
      }
    }
    return known;
  }
}
