package org.spfsuite.scoring.message;

import com.google.common.net.InternetDomainName;
import java.util.Locale;
import java.util.Optional;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.text.AsciiDomain;

/**
 * Which domains belong to one organization, by the public suffix list that comes with Guava: both
 * of its sections, as DMARC receivers use it, so that two customers of a hosting company are
 * strangers to each other. A top-level domain that is not on the list is a public suffix, as the
 * list itself prescribes.
 *
 * <p>Names are compared as A-labels in lower case without a trailing dot. Nothing here throws,
 * whatever it is given, nor takes longer than some tens of microseconds.
 */
public final class Domains {

  /** More than a name of U-labels can have, which in DNS has at most 253 characters. */
  private static final int MAX_TEXT = 1_000;

  private Domains() {}

  /**
   * A domain as it is compared.
   *
   * @param domain a name of A-labels or U-labels; underscores are allowed, a trailing dot too
   * @return A-labels in lower case without a trailing dot; empty if the text is no domain name,
   *     such as an address literal or an IPv4 address
   */
  public static Optional<String> normalized(String domain) {
    if (domain.length() > MAX_TEXT) {
      return Optional.empty();
    }
    return AsciiDomain.of(domain)
        .flatMap(DnsName::parse)
        .map(name -> name.text().toLowerCase(Locale.ROOT))
        .filter(Domains::isDomainName);
  }

  /**
   * The organizational domain (RFC 7489 §3.2): the public suffix and one label more, such as {@code
   * bank.co.uk} for {@code mail.bank.co.uk}. A public suffix stands for itself.
   *
   * @param domain any text
   * @return as {@link #normalized}; empty if the text is no domain name
   */
  public static Optional<String> organizational(String domain) {
    return normalized(domain).map(Domains::organizationalOf);
  }

  /**
   * Whether an authenticated domain speaks for the author (RFC 7489 §3.1.2).
   *
   * @param authenticated the domain that passed SPF
   * @param author the domain of the author's address
   * @param mode how alike they must be
   * @return false too if either is no domain name
   */
  public static boolean aligned(String authenticated, String author, Alignment mode) {
    Optional<String> one = normalized(authenticated);
    Optional<String> other = normalized(author);
    if (one.isEmpty() || other.isEmpty()) {
      return false;
    }
    return one.equals(other)
        || (mode == Alignment.RELAXED
            && organizationalOf(one.get()).equals(organizationalOf(other.get())));
  }

  /**
   * What stands behind the last at sign of an address.
   *
   * @return empty text if there is none
   */
  public static String ofAddress(String address) {
    int at = address.lastIndexOf('@');
    return at < 0 ? "" : address.substring(at + 1);
  }

  // --- names ---

  /** Only what hosts and mail domains are named, with a top-level domain of words. */
  private static boolean isDomainName(String name) {
    int top = name.lastIndexOf('.') + 1;
    return !name.isEmpty()
        && name.chars().allMatch(c -> c == '.' || isAlphanumeric(c) || isJoiner(c))
        && name.charAt(top) >= 'a'
        && !isJoiner(name.charAt(name.length() - 1));
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isJoiner(int c) {
    return c == '-' || c == '_';
  }

  // --- the public suffix list ---

  private static String organizationalOf(String name) {
    int suffix = name.length() - suffixLength(name);
    int dot = name.lastIndexOf('.', suffix - 2);
    return name.substring(dot + 1);
  }

  private static int suffixLength(String name) {
    InternetDomainName suffix = InternetDomainName.from(readable(name)).publicSuffix();
    return suffix == null
        ? name.length() - name.lastIndexOf('.') - 1 // the list's rule "*"
        : suffix.toString().length();
  }

  /**
   * A name of the same shape that Guava takes: it knows no labels that begin or end with a hyphen
   * or an underscore, nor are there any on the list.
   */
  private static String readable(String name) {
    StringBuilder readable = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      boolean edge = isEdge(name, i - 1) || isEdge(name, i + 1);
      if (edge && isJoiner(name.charAt(i))) {
        readable.setCharAt(i, '0');
      }
    }
    return readable.toString();
  }

  private static boolean isEdge(String name, int at) {
    return at < 0 || at == name.length() || name.charAt(at) == '.';
  }
}
