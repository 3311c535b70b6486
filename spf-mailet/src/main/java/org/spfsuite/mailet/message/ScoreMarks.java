package org.spfsuite.mailet.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.spfsuite.core.header.HeaderField;
import org.spfsuite.mailet.policy.Action;
import org.spfsuite.scoring.report.ScoreText;
import org.spfsuite.scoring.report.SpamHeaders;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * What a message says about its score: the header fields that the policy wants, on top, and mail
 * attributes, of kinds that survive every queue of James.
 *
 * <ul>
 *   <li>{@code org.spfsuite.score}: the points, a Double
 *   <li>{@code org.spfsuite.score.required}: from how many points on it is spam, a Double
 *   <li>{@code org.spfsuite.score.spam}: whether it is, a Boolean
 *   <li>{@code org.spfsuite.score.hits}: the names of the rules that hit, a list of Strings
 *   <li>{@code org.spfsuite.score.report}: all of it for people, a String of several lines
 *   <li>{@code org.spfsuite.score.action}: {@code accept} or {@code tag}
 * </ul>
 */
public final class ScoreMarks {

  private static final String SCORE = "org.spfsuite.score";
  private static final String HITS = SCORE + ".hits";

  private ScoreMarks() {}

  /**
   * Marks a message, and removes fields that only a filter may write.
   *
   * @param action {@code accept} or {@code tag}
   * @param fields that come on top
   * @return how many fields were removed
   * @throws MessagingException if the message cannot be read
   */
  public static int put(Mail mail, ScoreReport report, Action action, List<HeaderField> fields)
      throws MessagingException {
    set(mail, SCORE, AttributeValue.of(report.score()));
    set(mail, SCORE + ".required", AttributeValue.of(report.required()));
    set(mail, SCORE + ".spam", AttributeValue.of(report.isSpam()));
    set(mail, HITS, AttributeValue.of(names(report)));
    set(mail, SCORE + ".report", AttributeValue.of(ScoreText.of(report)));
    set(mail, SCORE + ".action", AttributeValue.of(action.text()));
    return TraceFields.prepend(mail, fields, ScoreMarks::isForged);
  }

  private static Collection<AttributeValue<?>> names(ScoreReport report) {
    List<AttributeValue<?>> names = new ArrayList<>();
    report.hits().forEach(hit -> names.add(AttributeValue.of(hit.rule())));
    return names;
  }

  private static void set(Mail mail, String name, AttributeValue<?> value) {
    mail.setAttribute(new Attribute(AttributeName.of(name), value));
  }

  private static boolean isForged(RawField field) {
    return SpamHeaders.isOurs(field.name());
  }

  /**
   * Removes fields that only a filter may write.
   *
   * @return how many there were
   * @throws MessagingException if the message cannot be read
   */
  public static int removeForged(Mail mail) throws MessagingException {
    return TraceFields.prepend(mail, List.of(), ScoreMarks::isForged);
  }

  /** The points of a message; empty if it has not been scored. */
  public static Optional<Double> score(Mail mail) {
    return AttributeUtils.getValueAndCastFromMail(mail, AttributeName.of(SCORE), Double.class);
  }

  /** The names of the rules that hit; empty if none did or the message has not been scored. */
  public static List<String> hits(Mail mail) {
    List<String> names = new ArrayList<>();
    mail.getAttribute(AttributeName.of(HITS))
        .map(attribute -> attribute.getValue().value())
        .ifPresent(value -> collect(value, names));
    return names;
  }

  private static void collect(Object values, List<String> names) {
    if (values instanceof Collection<?> all) {
      for (Object one : all) {
        if (one instanceof AttributeValue<?> value && value.value() instanceof String name) {
          names.add(name);
        }
      }
    }
  }
}
