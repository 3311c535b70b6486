package org.spfsuite.scoring.list;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Mail addresses, some of them with wildcards, as SpamAssassin's welcome lists have them: {@code *}
 * stands for any characters, none and at signs included, {@code ?} for exactly one (UTF-16 unit),
 * and nothing else is special. Case does not matter, and an entry stands for whole addresses:
 * {@code *@bank.example} does not cover {@code ann@mail.bank.example}. Addresses are compared as
 * text, so a name beyond ASCII is found only in the spelling that the list has.
 *
 * <p>Immutable. Made for 100,000 entries: what takes time is entries that both begin and end with a
 * wildcard, since all of these are tried, and entries that differ only between their wildcards.
 */
public final class AddressList {

  /**
   * Characters that an entry, and an address that matches, has at most. RFC 5321 §4.5.3.1 allows
   * addresses of 254.
   */
  public static final int MAX_LENGTH = 1_000;

  /** Matches nothing. */
  public static final AddressList EMPTY = builder().build();

  /** In lower case, and as written, in the order in which they were added. */
  private final Map<String, String> entries;

  private final GlobIndex globs;

  private AddressList(Map<String, String> entries) {
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    this.globs = new GlobIndex(entries.values());
  }

  /** A builder of a list, with no entries yet. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A list of these entries.
   *
   * @throws IllegalArgumentException if one is empty or longer than 1,000 characters
   */
  public static AddressList of(String... entries) {
    Builder builder = builder();
    for (String entry : entries) {
      builder.add(entry);
    }
    return builder.build();
  }

  /**
   * The entry, as written, that covers the address. Of several, the one that is equal to it comes
   * first, then the one that has the most characters beside its wildcards, then the one that was
   * added first.
   *
   * @param address without angle brackets; the empty one, the null reverse-path, is covered by
   *     {@code *} only
   * @return empty if no entry covers the address, and always for one of more than 1,000 characters
   */
  public Optional<String> match(String address) {
    if (isEmpty() || address.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String lower = lower(address);
    return Optional.ofNullable(entries.get(lower)).or(() -> globs.match(lower));
  }

  /** The entries as written, in the order in which they were added. */
  public List<String> entries() {
    return List.copyOf(entries.values());
  }

  /** Number of entries. */
  public int size() {
    return entries.size();
  }

  /** Whether there are no entries. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** How many entries there are. */
  @Override
  public String toString() {
    return size() + " addresses";
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Collects entries, in the order of the lines of a configuration. */
  public static final class Builder {
    private final Map<String, String> entries = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds an entry, unless there is one already that differs at most in case.
     *
     * @throws IllegalArgumentException if it is empty or longer than 1,000 characters
     */
    public Builder add(String entry) {
      if (entry.isEmpty() || entry.length() > MAX_LENGTH) {
        throw new IllegalArgumentException(
            "an entry has 1 to " + MAX_LENGTH + " characters, not " + entry.length());
      }
      entries.putIfAbsent(lower(entry), entry);
      return this;
    }

    /**
     * Takes away the entry that differs at most in case, if it is there by now; no entry that
     * merely covers it, or that it covers.
     */
    public Builder remove(String entry) {
      entries.remove(lower(entry));
      return this;
    }

    /** The list as it stands now. */
    public AddressList build() {
      return new AddressList(entries);
    }
  }
}
