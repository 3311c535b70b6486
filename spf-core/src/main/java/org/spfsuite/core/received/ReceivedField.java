package org.spfsuite.core.received;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.core.net.IpAddress;

/**
 * What a {@code Received} field (RFC 5321 §4.4) says of the client, as James, Postfix, Exim,
 * sendmail, qmail, Microsoft and Google write it. It is true only if a host of one's own wrote it;
 * even then the HELO name is the client's own claim. Some servers, James among them, write into the
 * field whatever came with HELO; so what stands last counts, which is what the server wrote itself.
 *
 * @param kind what happened
 * @param client address of the client; empty if the field does not tell
 * @param reverseName the client's name as the server looked it up, without a dot at its end; empty
 *     if there is none or the field does not tell, or might mean the HELO name. Whether the name
 *     leads back to the address is not told
 * @param helo the name that the client gave; empty if the field does not tell
 * @param by the host that wrote the field; empty if it does not tell
 * @param authenticated whether the client had logged in
 * @param envelopeFrom the reverse-path without brackets, empty if it is null; no value if the field
 *     does not tell
 */
public record ReceivedField(
    Kind kind,
    Optional<IpAddress> client,
    String reverseName,
    String helo,
    String by,
    boolean authenticated,
    Optional<String> envelopeFrom) {

  /** What a field tells of. */
  public enum Kind {
    /** A client handed the message over; also where nothing can be made of the field. */
    TRANSFER,
    /** The message was made on the host itself, by a user or a program. */
    LOCAL,
    /** The message went on within the host; the field below tells how it came there. */
    INTERNAL
  }

  /**
   * Real fields are below a kilobyte; no server takes a HELO name that makes one longer than this.
   */
  private static final int MAX_LENGTH = 65_536;

  private static final String ENVELOPE_FROM = "envelope-from ";

  private static final ReceivedField UNREADABLE =
      new ReceivedField(Kind.TRANSFER, Optional.empty(), "", "", "", false, Optional.empty());

  /** RFC 4954 §5, RFC 6531 §4.3, and Exim's and old sendmail's. */
  private static final Set<String> AUTHENTICATED_PROTOCOLS =
      Set.of(
          "esmtpa",
          "esmtpsa",
          "lmtpa",
          "lmtpsa",
          "utf8smtpa",
          "utf8smtpsa",
          "utf8lmtpa",
          "utf8lmtpsa",
          "asmtp",
          "httpa",
          "httpsa");

  /**
   * Reads a field. Never throws, and takes no longer than its length. Of a field that is longer
   * than 65,536 characters nothing is told, since half of one may say what the whole does not.
   *
   * @param field with or without its name, folded or not
   */
  public static ReceivedField parse(String field) {
    if (field.length() > MAX_LENGTH) {
      return UNREADABLE;
    }
    String name = "received:";
    boolean named = field.regionMatches(true, 0, name, 0, name.length());
    return read(Token.all(named ? field.substring(name.length()) : field));
  }

  private static ReceivedField read(List<Token> tokens) {
    int by = last("by", tokens);
    List<Token> from = from(tokens.subList(0, by));
    String word = from.isEmpty() || from.get(0).isComment() ? "" : from.get(0).text();
    List<Token> ours = tokens.subList(by, tokens.size());
    Writer writer = Writer.of(ours);
    // Exim without a name for the client: [address] (helo=name ident=anything)
    boolean isAddressFirst = writer == Writer.EXIM && word.startsWith("[");
    int address = isAddressFirst ? -1 : lastAddress(from);
    List<Token> behindAddress = from.subList(address + 1, from.size());
    return new ReceivedField(
        kind(tokens, ours),
        address < 0
            ? bracketed(word, word.indexOf('[')).or(() -> bare(word))
            : address(from.get(address)),
        ReverseName.of(from, address, writer),
        helo(word, comments(from)),
        ours.size() > 1 ? ours.get(1).text() : "",
        AUTHENTICATED_PROTOCOLS.contains(protocol(ours))
            || saysAuthenticated(behindAddress)
            || saysAuthenticated(ours),
        envelopeFrom(ours).or(() -> address < 0 ? Optional.empty() : sender(behindAddress)));
  }

  private static Kind kind(List<Token> tokens, List<Token> ours) {
    if (protocol(ours).equals("local") || saysLocal(ours)) {
      return Kind.LOCAL;
    }
    String first = tokens.isEmpty() ? "" : lower(tokens.get(0).text());
    if (tokens.isEmpty() || !tokens.get(0).isComment()) {
      return first.equals("by") ? Kind.INTERNAL : Kind.TRANSFER;
    }
    if (first.startsWith("qmail ")) {
      return first.endsWith(" invoked from network") ? Kind.INTERNAL : Kind.LOCAL;
    }
    return first.startsWith("from ") ? Kind.LOCAL : Kind.TRANSFER; // sendmail's, or anybody's
  }

  /** Postfix's comment. */
  private static boolean saysLocal(List<Token> ours) {
    return comments(ours).stream().anyMatch(comment -> comment.contains("from userid"));
  }

  /** Where a word stands last; at the end if nowhere. */
  private static int last(String word, List<Token> tokens) {
    for (int i = tokens.size() - 1; i >= 0; i--) {
      if (!tokens.get(i).isComment() && lower(tokens.get(i).text()).equals(word)) {
        return i;
      }
    }
    return tokens.size();
  }

  private static List<Token> from(List<Token> tokens) {
    boolean begins =
        !tokens.isEmpty()
            && !tokens.get(0).isComment()
            && lower(tokens.get(0).text()).equals("from");
    return begins ? tokens.subList(1, tokens.size()) : List.of();
  }

  /** The last comment that holds an address; -1 if none does. */
  private static int lastAddress(List<Token> from) {
    for (int i = from.size() - 1; i >= 0; i--) {
      if (from.get(i).isComment() && address(from.get(i)).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> comments(List<Token> tokens) {
    return tokens.stream().filter(Token::isComment).map(Token::text).toList();
  }

  private static Optional<IpAddress> address(Token comment) {
    String text = comment.text();
    // Exim has the address first and the HELO name, which may look like one, behind it; all others
    // have names first.
    int bracket = text.startsWith("[") ? 0 : text.lastIndexOf('[');
    return isTheirs(text, bracket)
        ? Optional.empty()
        : bracketed(text, bracket).or(() -> bare(text));
  }

  /** Exim's {@code helo=[address]}, and what Postfix writes of a client's certificate. */
  private static boolean isTheirs(String text, int bracket) {
    return (bracket > 0 && text.charAt(bracket - 1) == '=') || text.startsWith("Client CN \"");
  }

  private static Optional<IpAddress> bracketed(String text, int bracket) {
    int end = text.indexOf(']', Math.max(bracket, 0));
    return bracket < 0 || end < 0 ? Optional.empty() : bare(text.substring(bracket + 1, end));
  }

  private static Optional<IpAddress> bare(String text) {
    String prefix = "ipv6:";
    boolean tagged = text.regionMatches(true, 0, prefix, 0, prefix.length());
    return IpAddress.parse(tagged ? text.substring(prefix.length()) : text)
        .map(IpAddress::unmapped);
  }

  private static String helo(String word, List<String> comments) {
    for (String comment : comments) {
      Optional<String> named =
          after("helo=", comment)
              .or(() -> after("helo ", comment))
              .or(() -> after("ehlo ", comment));
      if (named.isPresent()) {
        return named.get();
      }
    }
    return word;
  }

  /** The word behind a key that begins the text or follows a blank. */
  private static Optional<String> after(String key, String text) {
    String lower = lower(text);
    int at = lower.startsWith(key) ? 0 : lower.indexOf(' ' + key);
    if (at < 0) {
      return Optional.empty();
    }
    int start = lower.indexOf(key, at) + key.length();
    int end = text.indexOf(' ', start);
    return Optional.of(text.substring(start, end < 0 ? text.length() : end));
  }

  /** The word behind the first "with"; empty if there is none. */
  private static String protocol(List<Token> ours) {
    for (int i = 0; i < ours.size() - 1; i++) {
      if (!ours.get(i).isComment() && lower(ours.get(i).text()).equals("with")) {
        return lower(ours.get(i + 1).text());
      }
    }
    return "";
  }

  /** Postfix's and sendmail's comment. */
  private static boolean saysAuthenticated(List<Token> tokens) {
    return comments(tokens).stream()
        .map(ReceivedField::lower)
        .anyMatch(c -> c.startsWith("authenticated ") || c.equals("authenticated"));
  }

  /** Exim's and sendmail's comment. */
  private static Optional<String> envelopeFrom(List<Token> tokens) {
    return comments(tokens).stream()
        .flatMap(comment -> after(ENVELOPE_FROM, comment).stream())
        .findFirst()
        .map(ReceivedField::unwrapped);
  }

  /** A comment that says nothing else, as some filters write it: others quote the client. */
  private static Optional<String> sender(List<Token> behindAddress) {
    return comments(behindAddress).stream()
        .filter(comment -> lower(comment).startsWith(ENVELOPE_FROM))
        .map(comment -> comment.substring(ENVELOPE_FROM.length()))
        .filter(path -> path.indexOf(' ') < 0)
        .findFirst()
        .map(ReceivedField::unwrapped);
  }

  private static String unwrapped(String path) {
    return path.startsWith("<") && path.endsWith(">") ? inner(path) : path;
  }

  private static String inner(String path) {
    return path.substring(1, path.length() - 1);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
