package org.spfsuite.mailet.message;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.mail.MessagingException;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.header.AuthenticationResults;
import org.spfsuite.core.header.HeaderField;
import org.spfsuite.core.header.ReceivedSpf;
import org.spfsuite.core.verdict.Explanation;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.policy.Decision;
import org.spfsuite.mailet.policy.Spared;

/**
 * What a message says about its check: header fields on top, and mail attributes, which are strings
 * and maps of strings and so survive every queue of James.
 *
 * <ul>
 *   <li>{@code org.spfsuite.helo.result}, {@code org.spfsuite.mailfrom.result}: one of the seven
 *       results, lower case
 *   <li>{@code org.spfsuite.helo.reason}, {@code org.spfsuite.mailfrom.reason}: how it came about
 *   <li>{@code org.spfsuite.helo.problem}, {@code org.spfsuite.mailfrom.problem}: its name, such as
 *       {@code lookup-limit}, for a {@code permerror} or {@code temperror}
 *   <li>{@code org.spfsuite.helo}, {@code org.spfsuite.mailfrom}: a map of {@code result}, {@code
 *       reason}, {@code domain}, {@code mechanism}, and, where there is one, {@code problem} and
 *       {@code explanation}
 *   <li>{@code org.spfsuite.action}: {@code accept} or {@code tag}; {@code org.spfsuite.would}:
 *       what had been done if {@code org.spfsuite.spared}, such as {@code monitor}, had not kept it
 *       from being done
 * </ul>
 *
 * The attributes of James's own {@code SPF} mailet are set too: {@code
 * org.apache.james.transport.mailets.spf.result} and {@code .explanation}.
 */
public final class SpfMarks {

  private static final String PREFIX = "org.spfsuite.";
  private static final String OLD_PREFIX = "org.apache.james.transport.mailets.spf.";

  private static final Set<SpfResult> UNREMARKABLE = EnumSet.of(SpfResult.PASS, SpfResult.NONE);

  private SpfMarks() {}

  /**
   * The names of this host.
   *
   * @param receiver in {@code Received-SPF}
   * @param authservId in {@code Authentication-Results}
   */
  public record HostNames(String receiver, String authservId) {}

  /**
   * Marks a message, and removes {@code Authentication-Results} that claim to be ours.
   *
   * @return how many claimed that
   * @throws MessagingException if the message cannot be read
   */
  public static int put(Mail mail, SpfRequest request, SpfVerdicts verdicts, HostNames host)
      throws MessagingException {
    verdicts.all().forEach(verdict -> set(mail, verdict));
    Verdict sender = verdicts.mailFrom();
    set(mail, OLD_PREFIX + "result", sender.result().text());
    set(mail, OLD_PREFIX + "explanation", sender.explanation().map(Explanation::text).orElse(""));
    return prepend(mail, fields(request, verdicts, host), host.authservId());
  }

  /**
   * James reads headers octet by octet, from disk with one call to the system for each, so nothing
   * is said twice: a good HELO name needs no words but those of {@code Authentication-Results}.
   */
  private static List<HeaderField> fields(
      SpfRequest request, SpfVerdicts verdicts, HostNames host) {
    List<HeaderField> fields = new ArrayList<>();
    fields.add(AuthenticationResults.write(verdicts.all(), request, host.authservId()));
    fields.add(ReceivedSpf.write(verdicts.mailFrom(), request, host.receiver()));
    boolean ofItsOwn = !request.hasNullSender(); // whose verdict is the HELO name's
    if (ofItsOwn && !UNREMARKABLE.contains(verdicts.helo().result())) {
      fields.add(ReceivedSpf.write(verdicts.helo(), request, host.receiver()));
    }
    return fields;
  }

  /**
   * Removes {@code Authentication-Results} that claim to be ours (RFC 8601 §5).
   *
   * @return how many there were
   * @throws MessagingException if the message cannot be read
   */
  public static int removeForged(Mail mail, String authservId) throws MessagingException {
    return prepend(mail, List.of(), authservId);
  }

  /** Says what was decided. */
  public static void put(Mail mail, Decision decision) {
    set(mail, PREFIX + "action", decision.action().text());
    decision
        .spared()
        .ifPresent(
            spared -> {
              set(mail, PREFIX + "would", decision.rule().action().text());
              set(mail, PREFIX + "spared", spared.toString());
            });
  }

  /** What a message says of one identity; empty if it has not been checked. */
  public static Optional<String> result(Mail mail, Identity identity) {
    return string(mail, PREFIX + identity.key() + ".result");
  }

  /** The problem behind a {@code permerror} or {@code temperror}; empty if there is none. */
  public static Optional<String> problem(Mail mail, Identity identity) {
    return string(mail, PREFIX + identity.key() + ".problem");
  }

  /**
   * Whether a message came in because of who sent it to us, a forwarder or one of our own hosts,
   * though the sender's policy does not name it.
   */
  public static boolean isTrusted(Mail mail) {
    return string(mail, PREFIX + "spared")
        .filter(text -> Spared.By.FORWARDER.begins(text) || Spared.By.SECONDARY_MX.begins(text))
        .isPresent();
  }

  private static Optional<String> string(Mail mail, String name) {
    return AttributeUtils.getValueAndCastFromMail(mail, AttributeName.of(name), String.class);
  }

  private static int prepend(Mail mail, List<HeaderField> fields, String authservId)
      throws MessagingException {
    return TraceFields.prepend(
        mail,
        fields,
        field ->
            field.isNamed(AuthenticationResults.NAME)
                && AuthenticationResults.claims(field.text(), authservId));
  }

  private static void set(Mail mail, Verdict verdict) {
    String name = PREFIX + verdict.identity().key();
    String reason = verdict.reason();
    set(mail, name + ".result", verdict.result().text());
    set(mail, name + ".reason", reason);
    verdict.problem().ifPresent(p -> set(mail, name + ".problem", p.code().text()));
    Map<String, AttributeValue<?>> map = map(verdict, reason);
    mail.setAttribute(new Attribute(AttributeName.of(name), AttributeValue.of(map)));
  }

  private static Map<String, AttributeValue<?>> map(Verdict verdict, String reason) {
    Map<String, AttributeValue<?>> map = new LinkedHashMap<>();
    map.put("result", AttributeValue.of(verdict.result().text()));
    map.put("reason", AttributeValue.of(reason));
    map.put("domain", AttributeValue.of(verdict.domain()));
    map.put("mechanism", AttributeValue.of(verdict.mechanism()));
    verdict.problem().ifPresent(p -> map.put("problem", AttributeValue.of(p.code().text())));
    verdict.explanation().ifPresent(e -> map.put("explanation", AttributeValue.of(e.text())));
    return map;
  }

  private static void set(Mail mail, String name, String value) {
    mail.setAttribute(new Attribute(AttributeName.of(name), AttributeValue.of(value)));
  }
}
