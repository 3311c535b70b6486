package org.spfsuite.srs.address;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.spfsuite.core.text.AsciiDomain;

/**
 * A mailbox in an envelope, RFC 5321 §4.1.2: never null, nor {@code <>}.
 *
 * @param local the local part as it is meant: without quotes and backslashes of a quoted string;
 *     any characters but controls, not empty
 * @param domain a name, its U-labels as A-labels, in the spelling that it came in; or an address
 *     literal in brackets
 */
public record EnvelopeAddress(String local, String domain) {

  /** RFC 5321 §4.5.3.1.1: octets of a local part, quotes included. */
  public static final int MAX_LOCAL = 64;

  /** RFC 5321 §4.5.3.1.3: octets of a path, less its angle brackets. */
  public static final int MAX_PATH = 254;

  /** RFC 1035 §2.3.4: octets of a name in text. */
  private static final int MAX_DOMAIN = 253;

  /** Characters that are looked at. */
  private static final int MAX_TEXT = 1_000;

  /** RFC 5322 §3.2.3. */
  private static final String ATOM =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~";

  /** Each character of an address is looked for, several times. */
  private static final boolean[] IS_ATOM = new boolean[0x80];

  static {
    ATOM.chars().forEach(c -> IS_ATOM[c] = true);
  }

  private static final char DELETE = 0x7f;

  /**
   * Reads an address without angle brackets.
   *
   * @return empty if it is none: no at sign, an empty part, a control character, a character that
   *     only a quoted string may hold, an at sign or equals sign in the domain, a domain of more
   *     than 253 octets, or more than 1,000 characters. A local part with dots where no dots belong
   *     is taken as it is meant
   */
  public static Optional<EnvelopeAddress> parse(String text) {
    if (text.length() > MAX_TEXT || hasControl(text)) {
      return Optional.empty();
    }
    int at = text.lastIndexOf('@');
    if (at <= 0) {
      return Optional.empty();
    }
    Optional<String> local = local(text.substring(0, at));
    Optional<String> domain = domain(text.substring(at + 1));
    return local.flatMap(l -> domain.map(d -> new EnvelopeAddress(l, d)));
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (isControl(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Or half a character, which has no octets. */
  private static boolean isControl(int c) {
    return c < ' '
        || (c >= DELETE && c < 0xa0)
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static boolean all(String text, IntPredicate wanted) {
    for (int i = 0; i < text.length(); i++) {
      if (!wanted.test(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> local(String text) {
    if (text.startsWith("\"")) {
      return unquoted(text);
    }
    return Optional.of(text).filter(t -> all(t, c -> c == '.' || isAtom(c)));
  }

  /** RFC 5321 §4.1.2, Quoted-string. */
  private static Optional<String> unquoted(String text) {
    StringBuilder meant = new StringBuilder(text.length());
    int i = 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 1 : 0;
      if (i < text.length()) {
        meant.append(text.charAt(i));
      }
      i++;
    }
    boolean closed = i == text.length() - 1;
    return closed && meant.length() > 0 ? Optional.of(meant.toString()) : Optional.empty();
  }

  private static boolean isAtom(int c) {
    return c >= IS_ATOM.length || IS_ATOM[c];
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static Optional<String> domain(String text) {
    boolean literal = text.length() > 2 && text.startsWith("[") && text.endsWith("]");
    String inner = literal ? text.substring(1, text.length() - 1) : text;
    boolean plain = all(inner, c -> isAlphanumeric(c) || isJoiner(c) || (literal && c == ':'));
    if (plain) {
      return Optional.of(text).filter(t -> t.length() <= MAX_DOMAIN && (literal || isName(t)));
    }
    return AsciiDomain.of(text)
        .filter(ascii -> !ascii.equals(text))
        .flatMap(EnvelopeAddress::domain);
  }

  private static boolean isJoiner(int c) {
    return c == '.' || c == '-' || c == '_';
  }

  private static boolean isName(String text) {
    return !text.isEmpty() && !text.startsWith(".") && !text.endsWith(".") && !text.contains("..");
  }

  /** Whether the domain is this one, whatever its case. */
  public boolean isAt(String other) {
    return Ascii.lower(domain).equals(Ascii.lower(other));
  }

  /** Whether it keeps to the limits of RFC 5321 §4.5.3.1, counted in octets of UTF-8. */
  public boolean fits() {
    int size = octets(localText());
    return size <= MAX_LOCAL && size + 1 + octets(domain) <= MAX_PATH;
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** As it is written in an envelope, quoted if need be. */
  @Override
  public String toString() {
    return localText() + '@' + domain;
  }

  private String localText() {
    return isDotString() ? local : '"' + local.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** RFC 5321 §4.1.2, Dot-string. */
  private boolean isDotString() {
    char before = '.';
    for (int i = 0; i < local.length(); i++) {
      char c = local.charAt(i);
      if (c == '.' ? before == '.' : !isAtom(c)) {
        return false;
      }
      before = c;
    }
    return before != '.';
  }
}
