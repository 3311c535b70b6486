package org.spfsuite.mailet.matchers;

import com.google.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.message.SrsMarks;
import org.spfsuite.mailet.message.SrsMarks.Status;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.ForeignDomain;
import org.spfsuite.srs.outcome.ReverseOutcome.NotSrs;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.outcome.ReverseOutcome.Refusal;
import org.spfsuite.srs.outcome.ReverseOutcome.Refused;

/**
 * Matches recipients by what their address is, and all recipients of a message by what became of
 * its sender.
 *
 * <pre>{@code
 * <mailet match="org.spfsuite.mailet.matchers.SrsStatus=bad_hash,expired" class="ToRepository">
 *   <repositoryPath>memory://var/mail/srs-refused/</repositoryPath>
 * </mailet>
 * }</pre>
 *
 * <p>Of recipients: {@code valid}, {@code malformed}, {@code bad_hash}, {@code expired}, {@code
 * unknown}, {@code unavailable} if the store is down, {@code foreign} if they have the form and are
 * in nobody's domain that we know, {@code none} if they have not. Of senders: {@code rewritten},
 * {@code left}, {@code failed}, {@code remailed}.
 */
public final class SrsStatus extends GenericMatcher {

  private static final List<String> RECIPIENTS =
      List.of(
          "valid", "malformed", "bad_hash", "expired", "unknown", "unavailable", "foreign", "none");

  private final SrsService service;
  private Set<String> wanted = Set.of();

  /** Made by James's loader. */
  @Inject
  public SrsStatus(SrsService service) {
    this.service = service;
  }

  @Override
  public void init() {
    String condition = Optional.ofNullable(getCondition()).orElse("");
    Set<String> words = new HashSet<>();
    for (String word : condition.split(",", -1)) {
      words.add(word.trim().toLowerCase(Locale.ROOT));
    }
    List<String> known =
        Stream.concat(RECIPIENTS.stream(), Stream.of(Status.values()).map(status -> lower(status)))
            .toList();
    service.refuseToStartWith(
        known.containsAll(words)
            ? List.of()
            : List.of(
                new ConfigurationProblem(
                    "conf/mailetcontainer.xml, matcher SrsStatus",
                    "SrsStatus=" + condition,
                    "one or more of " + String.join(", ", known) + ", separated by commas")));
    wanted = Set.copyOf(words);
  }

  @Override
  public Collection<MailAddress> match(Mail mail) {
    if (SrsMarks.status(mail).filter(wanted::contains).isPresent()) {
      return mail.getRecipients();
    }
    if (RECIPIENTS.stream().noneMatch(wanted::contains)) {
      return List.of(); // nobody needs to be asked
    }
    return mail.getRecipients().stream()
        .filter(recipient -> wanted.contains(word(service.engine().look(recipient.asString()))))
        .toList();
  }

  private static String word(ReverseOutcome outcome) {
    if (outcome instanceof Refused refused) {
      Refusal why = refused.refusal();
      return lower(why);
    }
    if (outcome instanceof Original) {
      return "valid";
    }
    if (outcome instanceof NotSrs) {
      return "none";
    }
    return outcome instanceof ForeignDomain ? "foreign" : "unavailable";
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
