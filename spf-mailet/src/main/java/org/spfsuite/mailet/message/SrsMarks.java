package org.spfsuite.mailet.message;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * What mailets tell each other of a forwarded message, as mail attributes that survive every queue.
 *
 * <ul>
 *   <li>{@code org.spfsuite.srs.alias}: the recipient that it came in for
 *   <li>{@code org.spfsuite.srs.author}: its sender before it was rewritten
 *   <li>{@code org.spfsuite.srs.status}: {@code rewritten}, {@code left}, {@code failed} or {@code
 *       remailed}
 *   <li>{@code org.spfsuite.srs.attempts}, {@code org.spfsuite.srs.waiting-since}: how often it
 *       could not be handled, and since when
 * </ul>
 */
public final class SrsMarks {

  private static final String PREFIX = "org.spfsuite.srs.";
  private static final String ALIAS = PREFIX + "alias";
  private static final String AUTHOR = PREFIX + "author";
  private static final String STATUS = PREFIX + "status";
  private static final String ATTEMPTS = PREFIX + "attempts";
  private static final String SINCE = PREFIX + "waiting-since";

  private SrsMarks() {}

  /** What became of a sender. */
  public enum Status {
    /** It is an SRS address now. */
    REWRITTEN,
    /** It stays. */
    LEFT,
    /** It stays because it could not be rewritten. */
    FAILED,
    /** It is the alias's owner. */
    REMAILED;

    /** As it is written. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Remembers the recipient that a message came in for. */
  public static void alias(Mail mail, String alias) {
    set(mail, ALIAS, AttributeValue.of(alias));
  }

  /** The recipient that a message came in for, if that is remembered. */
  public static Optional<String> alias(Mail mail) {
    return string(mail, ALIAS);
  }

  /** Remembers the sender that is about to be rewritten. */
  public static void author(Mail mail, String author) {
    set(mail, AUTHOR, AttributeValue.of(author));
  }

  /** The sender before it was rewritten, if it was. */
  public static Optional<String> author(Mail mail) {
    return string(mail, AUTHOR);
  }

  /** Says what became of the sender. */
  public static void status(Mail mail, Status status) {
    set(mail, STATUS, AttributeValue.of(status.text()));
  }

  /** What became of the sender, in lower case. */
  public static Optional<String> status(Mail mail) {
    return string(mail, STATUS);
  }

  /**
   * How often a message could not be handled.
   *
   * @param attempts the first one included
   * @param since when the first one was
   */
  public record Waiting(int attempts, Instant since) {}

  /** How often it could not be handled so far; no value if it always could. */
  public static Optional<Waiting> waiting(Mail mail) {
    return value(mail, ATTEMPTS, Integer.class)
        .flatMap(
            attempts ->
                value(mail, SINCE, Long.class)
                    .map(since -> new Waiting(attempts, Instant.ofEpochSecond(since))));
  }

  /** Remembers how often it could not be handled. */
  public static void waiting(Mail mail, Waiting waiting) {
    set(mail, ATTEMPTS, AttributeValue.of(waiting.attempts()));
    set(mail, SINCE, AttributeValue.of(waiting.since().getEpochSecond()));
  }

  /** Forgets how often it could not be handled: it was, or somebody begins anew. */
  public static void served(Mail mail) {
    remove(mail, List.of(ATTEMPTS, SINCE));
  }

  /** Forgets all about the message's way, which ends here. */
  public static void clear(Mail mail) {
    remove(mail, List.of(ALIAS, AUTHOR, STATUS, ATTEMPTS, SINCE));
  }

  private static void remove(Mail mail, List<String> names) {
    names.forEach(name -> mail.removeAttribute(AttributeName.of(name)));
  }

  private static void set(Mail mail, String name, AttributeValue<?> value) {
    mail.setAttribute(new Attribute(AttributeName.of(name), value));
  }

  private static Optional<String> string(Mail mail, String name) {
    return value(mail, name, String.class);
  }

  private static <T> Optional<T> value(Mail mail, String name, Class<T> type) {
    return AttributeUtils.getValueAndCastFromMail(mail, AttributeName.of(name), type);
  }
}
