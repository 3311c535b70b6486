package org.spfsuite.mailet.policy;

import java.util.Optional;
import org.spfsuite.core.verdict.SpfResult;

/**
 * What the client is told when its mail does not come in.
 *
 * @param code of SMTP, 4xx or 5xx
 * @param status enhanced status code (RFC 3463) of the same class
 * @param text of one line
 */
public record Reply(int code, String status, ReplyText text) {

  private static final int CODE_LENGTH = 3;

  /** What is said of a result where nothing is configured. */
  public static Reply standard(Action action, SpfResult result) {
    int code = action == Action.DEFER ? 451 : 550;
    return new Reply(code, code / 100 + detail(result), ReplyText.standard(action, result));
  }

  /** RFC 7372 §3.2: X.7.23 where validation failed, X.7.24 where it could not be done. */
  private static String detail(SpfResult result) {
    boolean error = result == SpfResult.TEMPERROR || result == SpfResult.PERMERROR;
    return error ? ".7.24" : ".7.23";
  }

  /**
   * The reply with another text, or another code, status and text.
   *
   * @param words such as {@code 550 5.7.1 Go away, {client}}; a text alone keeps the codes
   * @return empty if codes do not fit each other or the action, or the text has unknown parts
   */
  static Optional<Reply> parse(String words, Action action, SpfResult result) {
    Reply standard = standard(action, result);
    if (words.isEmpty()) {
      return Optional.of(standard);
    }
    if (!Character.isDigit(words.charAt(0))) {
      return ReplyText.parse(words).map(text -> new Reply(standard.code, standard.status, text));
    }
    String[] parts = words.split(" +", 3);
    char category = action == Action.DEFER ? '4' : '5';
    if (!isCode(parts[0], category) || parts.length < 2 || !isStatus(parts[1], category)) {
      return Optional.empty();
    }
    Optional<ReplyText> text =
        parts.length == 2 ? Optional.of(standard.text) : ReplyText.parse(parts[2]);
    return text.map(t -> new Reply(Integer.parseInt(parts[0]), parts[1], t));
  }

  private static boolean isCode(String text, char category) {
    return text.length() == CODE_LENGTH
        && text.charAt(0) == category
        && isNumber(text)
        && text.charAt(1) <= '5'; // RFC 5321 §4.2
  }

  /** RFC 3463 §2: class "." subject "." detail, of up to three digits each. */
  private static boolean isStatus(String text, char category) {
    String[] numbers = text.split("\\.", -1);
    return numbers.length == CODE_LENGTH
        && numbers[0].equals(String.valueOf(category))
        && isNumber(numbers[1])
        && isNumber(numbers[2]);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= CODE_LENGTH
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
