package org.spfsuite.core.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.spfsuite.core.record.ParsedRecord;
import org.spfsuite.core.record.SpfRecordParser;

/**
 * Records by their text, so that each is parsed once as long as it is in use. Safe for use by
 * several threads.
 */
public final class RecordMemory {

  /** An entry without its record. */
  private static final int ENTRY = 300;

  /** A parsed record for each character of its text, on the high side: a term has at least two. */
  private static final int PER_CHARACTER = 24;

  private final Cache<String, ParsedRecord> records;

  /**
   * An empty memory.
   *
   * @param maximumBytes of heap, as estimated; 0 keeps nothing
   */
  public RecordMemory(long maximumBytes) {
    this.records =
        Caffeine.newBuilder()
            .maximumWeight(maximumBytes)
            .<String, ParsedRecord>weigher((text, r) -> ENTRY + PER_CHARACTER * text.length())
            .executor(Runnable::run)
            .build();
  }

  /** What {@link SpfRecordParser#parse} says of this text. */
  public ParsedRecord parse(String text) {
    // Not Cache.get(): it would parse under a lock.
    ParsedRecord known = records.getIfPresent(text);
    if (known != null) {
      return known;
    }
    ParsedRecord parsed = SpfRecordParser.parse(text);
    records.put(text, parsed);
    return parsed;
  }
}
