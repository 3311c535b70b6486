package org.spfsuite.srs.postsrsd;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.spfsuite.srs.address.Ascii;

/**
 * Domains whose senders stay as they are: by their names, and {@code .example.com} for all domains
 * below {@code example.com}, itself not included.
 *
 * @param entries in lower case
 */
public record LocalDomains(Set<String> entries) implements Predicate<String> {

  /** Copies the set. */
  public LocalDomains {
    entries = Set.copyOf(entries);
  }

  /** In any case. */
  static LocalDomains of(Collection<String> names) {
    return new LocalDomains(
        names.stream().map(Ascii::lower).collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether a domain in lower case is one of them. */
  @Override
  public boolean test(String domain) {
    if (entries.contains(domain)) {
      return true;
    }
    for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
      if (entries.contains(domain.substring(dot))) {
        return true;
      }
    }
    return false;
  }

  /** Those that stand for themselves. */
  Set<String> names() {
    return entries.stream()
        .filter(entry -> !entry.startsWith("."))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a name has only letters, digits, hyphens and dots, these where they belong. */
  static boolean isName(String text) {
    boolean characters = text.chars().allMatch(LocalDomains::isCharacter);
    return !text.isEmpty()
        && !text.equals(".")
        && characters
        && !text.contains("..")
        && !text.endsWith(".");
  }

  private static boolean isCharacter(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || c == '-'
        || c == '.';
  }
}
