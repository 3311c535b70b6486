package org.spfsuite.mailet.smtp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTable.ErrorMappingException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.rrt.lib.Mapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.core.text.KeyValueLine;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.metrics.SrsMetrics.Event;
import org.spfsuite.mailet.policy.Moved;
import org.spfsuite.mailet.srs.Client;
import org.spfsuite.mailet.srs.SrsEngine;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.outcome.ReverseOutcome.Refusal;
import org.spfsuite.srs.outcome.ReverseOutcome.Refused;
import org.spfsuite.srs.outcome.ReverseOutcome.Unavailable;

/**
 * What a client is told at RCPT. Never OK, which would skip James's relay check: a good SRS address
 * passes that because its domain is James's.
 */
final class SrsAnswers {

  private static final Logger LOGGER = LoggerFactory.getLogger(SrsAnswers.class);

  /** RFC 5321 §4.5.3.1.5: a reply line has 512 octets, code, blank and CRLF included. */
  private static final int MAX_TEXT = 512 - 4 - 2;

  /** So that two handlers in one chain neither ask nor count twice. */
  private static final AttachmentKey<Answer> LAST =
      AttachmentKey.of("org.spfsuite.srs.answer", Answer.class);

  private final SrsService service;
  private final RecipientRewriteTable aliases;

  SrsAnswers(SrsService service, RecipientRewriteTable aliases) {
    this.service = service;
    this.aliases = aliases;
  }

  /** The answer to one RCPT. */
  private record Answer(MailAddress recipient, String sender, HookResult result) {}

  /** The answer, or no value if the recipient is none of our business. */
  Optional<HookResult> to(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    try {
      SrsEngine engine = service.engine();
      if (engine.concerns(recipient.asString())) {
        return Optional.of(remembered(session, engine, sender, recipient));
      }
      return engine.configuration().refuses(recipient.asString())
          ? moved(engine, recipient)
          : Optional.empty();
    } catch (RuntimeException e) {
      service.metrics().count(Event.BUG);
      LOGGER.error("SRS: a bug of the SPF Suite; the client is asked to come back", e);
      return Optional.of(later("please try again"));
    }
  }

  private HookResult remembered(
      SMTPSession session, SrsEngine engine, MaybeSender sender, MailAddress recipient) {
    String from = sender.asOptional().map(MailAddress::asString).orElse("");
    Optional<Answer> last =
        session
            .getAttachment(LAST, State.Transaction)
            .filter(a -> a.sender().equals(from))
            .filter(a -> a.recipient().asString().equals(recipient.asString()));
    session.removeAttachment(LAST, State.Transaction);
    if (last.isPresent()) {
      return last.get().result();
    }
    HookResult result =
        admit(engine, recipient.asString(), from, client(session))
            .map(SrsAnswers::reply)
            .orElseGet(() -> later("no answer in time"));
    session.setAttachment(LAST, new Answer(recipient, from, result), State.Transaction);
    return result;
  }

  /** Whom SPF does not check we do not count: a gateway of ours passes on what strangers guess. */
  private Client client(SMTPSession session) {
    boolean trusted = Sessions.unchecked(session, service.spfConfiguration()).isPresent();
    return new Client(Sessions.client(session), trusted);
  }

  /** At once whenever nobody is asked: no patience is needed, so none can be missing. */
  private Optional<ReverseOutcome> admit(
      SrsEngine engine, String recipient, String sender, Client client) {
    Supplier<ReverseOutcome> outcome = () -> engine.admit(recipient, sender, client);
    return engine.needsStore(recipient) ? waitFor(engine, outcome) : Optional.of(outcome.get());
  }

  /** On another thread: James 3.8 runs hooks on those that serve many connections. */
  private <T> Optional<T> waitFor(SrsEngine engine, Supplier<T> work) {
    Duration limit = engine.configuration().timeout();
    long deadline = service.patience().now() + limit.toNanos();
    try {
      return Optional.of(service.patience().await(service.start(work), deadline, limit));
    } catch (TimeoutException e) {
      service.metrics().count(Event.DEADLINE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      failed(e);
    }
    return Optional.empty();
  }

  private void failed(ExecutionException e) {
    if (e.getCause() instanceof RejectedExecutionException) {
      service.metrics().count(Event.DEADLINE);
      LOGGER.warn("SRS: too much waits for the store or James's aliases; one more client must");
    } else {
      service.metrics().count(Event.BUG);
      LOGGER.error("SRS: a bug of the SPF Suite; the client is asked to come back", e);
    }
  }

  private static HookResult reply(ReverseOutcome outcome) {
    if (outcome instanceof Refused refused) {
      return refuse(refused);
    }
    if (outcome instanceof Unavailable) {
      return later("it cannot be verified now");
    }
    return outcome instanceof Original
        ? HookResult.DECLINED
        : deny("550", "5.1.1", "there is no such address");
  }

  private static HookResult refuse(Refused refused) {
    Refusal why = refused.refusal();
    return switch (why) {
      case MALFORMED, BAD_HASH, EXPIRED, UNKNOWN -> deny("550", "5.1.1", refused.detail());
      case NOT_A_BOUNCE, USED_UP -> deny("550", "5.7.1", refused.detail());
      case TOO_MANY -> soft("4.7.1", refused.detail()); // that passes
    };
  }

  private static HookResult deny(String code, String status, String detail) {
    return result(HookReturnCode.deny(), code, status + " SRS address: " + detail);
  }

  private static HookResult later(String detail) {
    return soft("4.3.0", detail);
  }

  private static HookResult soft(String status, String detail) {
    return result(HookReturnCode.denySoft(), "450", status + " SRS address: " + detail);
  }

  private static HookResult result(HookReturnCode action, String code, String text) {
    return HookResult.builder()
        .hookReturnCode(action)
        .smtpReturnCode(code)
        .smtpDescription(SafeText.printable(text, MAX_TEXT)) // James sends it as it is
        .build();
  }

  private Optional<HookResult> moved(SrsEngine engine, MailAddress alias) {
    Optional<List<String>> targets = waitFor(engine, () -> targets(alias));
    if (targets.isEmpty()) {
      return Optional.of(result(HookReturnCode.denySoft(), "450", "4.3.0 please try again"));
    }
    if (targets.get().size() != 1) {
      return Optional.empty(); // no alias, or one for several people
    }
    service.metrics().count(Event.MOVED);
    String target = targets.get().get(0);
    String line =
        new KeyValueLine("SRS")
            .word("action", "moved")
            .quoted("for", alias.asString())
            .quoted("to", target)
            .toString();
    LOGGER.info("{} at=rcpt", line);
    return Optional.of(result(HookReturnCode.deny(), Moved.CODE, Moved.text(target)));
  }

  private List<String> targets(MailAddress alias) {
    try {
      return aliases
          .getResolvedMappings(alias.getLocalPart(), alias.getDomain())
          .asStream()
          .map(Mapping::asMailAddress)
          .flatMap(Optional::stream)
          .map(MailAddress::asString)
          .toList();
    } catch (ErrorMappingException e) {
      return List.of();
    } catch (RecipientRewriteTableException e) {
      throw new IllegalStateException("James does not know its aliases", e);
    }
  }
}
