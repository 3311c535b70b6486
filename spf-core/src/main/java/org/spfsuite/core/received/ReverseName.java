package org.spfsuite.core.received;

import java.util.List;
import java.util.Locale;
import org.spfsuite.core.net.IpAddress;

/**
 * The client's name as the server looked it up. Of what servers write, the HELO name often looks
 * alike and stands in the same place; so a name counts only where the form of the field leaves no
 * doubt.
 */
final class ReverseName {

  /** RFC 1035 §2.3.4. */
  private static final int MAX_LENGTH = 255;

  private ReverseName() {}

  /**
   * The name.
   *
   * @param from what stands between "from" and "by"
   * @param address index of the comment with the client's address, which the server wrote; -1 if
   *     there is none
   * @param writer who wrote the field
   * @return empty if the field does not tell
   */
  static String of(List<Token> from, int address, Writer writer) {
    if (address < 0) {
      return "";
    }
    String comment = from.get(address).text();
    if (comment.startsWith("[")) {
      Token word = from.get(0);
      return !word.isComment() && isLookedUp(from, comment, writer) ? host(word.text()) : "";
    }
    // Postfix, sendmail, Google: (name [address]).
    int bracket = comment.lastIndexOf(" [");
    return bracket < 0 ? "" : host(withoutUser(comment.substring(0, bracket)));
  }

  /** Whether the word behind "from" is what the server looked up; many write HELO there. */
  private static boolean isLookedUp(List<Token> from, String comment, Writer writer) {
    return switch (writer) {
      // name ([address] helo=name), or name ([address]) where both names are the same
      case EXIM -> true;
      // name (EHLO name) ([address])
      case JAMES -> from.size() > 2 && isHelo(from.get(1));
      case OTHER -> comment.contains(" helo="); // Exim with a field of the administrator's own
    };
  }

  private static boolean isHelo(Token token) {
    String text = token.text().toLowerCase(Locale.ROOT);
    return token.isComment() && (text.startsWith("ehlo ") || text.startsWith("helo "));
  }

  /**
   * Sendmail's {@code user@name}, where the client told the user (RFC 1413). More than one word is
   * no name: {@code (HELO name [address])}.
   */
  private static String withoutUser(String text) {
    return text.indexOf(' ') >= 0 ? "" : text.substring(text.lastIndexOf('@') + 1);
  }

  /** The text without the dot at its end; empty if it is no host name. */
  private static String host(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    boolean isHost =
        name.length() <= MAX_LENGTH
            && name.chars().allMatch(ReverseName::isHostCharacter)
            && !name.equalsIgnoreCase("unknown")
            && IpAddress.parse(name).isEmpty();
    return isHost ? name : "";
  }

  private static boolean isHostCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_';
  }
}
