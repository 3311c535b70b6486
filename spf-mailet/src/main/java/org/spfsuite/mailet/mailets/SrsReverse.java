package org.spfsuite.mailet.mailets;

import com.google.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.ProcessingState;
import org.apache.mailet.base.GenericMailet;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.message.Addresses;
import org.spfsuite.mailet.message.SrsMarks;
import org.spfsuite.mailet.srs.SrsEngine;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.outcome.ReverseOutcome.Refusal;
import org.spfsuite.srs.outcome.ReverseOutcome.Refused;
import org.spfsuite.srs.outcome.ReverseOutcome.Unavailable;

/**
 * Sends bounces that come to addresses of ours on to the authors. Stands before {@code
 * RecipientRewriteTable}.
 *
 * <pre>{@code
 * <processor state="transport">
 *   <mailet match="All" class="org.spfsuite.mailet.mailets.SrsReverse"/>
 *   <mailet match="All" class="RecipientRewriteTable"/>
 * }</pre>
 *
 * <ul>
 *   <li>{@code refusedProcessor}: where mail goes whose recipient cannot be believed. Default:
 *       nowhere, it ends here, with a line in the log. It is never answered: that would bounce
 *       between two servers, or reach somebody who has sent nothing.
 * </ul>
 *
 * <p>What the SMTP side has verified is verified again, since mail comes here in other ways, too.
 * What is sent on has the null sender, whatever it had before. If the store is down, or the author
 * has got too much in this hour, the message waits in the spool.
 */
public final class SrsReverse extends GenericMailet {

  private static final String REFUSED_PROCESSOR = "refusedProcessor";

  private final SrsService service;
  private String refusedProcessor = "";

  /** Made by James's loader. */
  @Inject
  public SrsReverse(SrsService service) {
    this.service = service;
  }

  @Override
  public void init() {
    List<ConfigurationProblem> problems = new ArrayList<>();
    refusedProcessor =
        new Parameters(this, List.of(REFUSED_PROCESSOR), problems).text(REFUSED_PROCESSOR);
    service.refuseToStartWith(problems);
  }

  @Override
  public Collection<ProcessingState> requiredProcessingState() {
    return refusedProcessor.isEmpty() ? List.of() : List.of(new ProcessingState(refusedProcessor));
  }

  @Override
  public String getMailetInfo() {
    return "SrsReverse: sends bounces on to the authors";
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    SrsEngine engine = service.engine();
    Sorted sorted = new Sorted();
    for (MailAddress recipient : mail.getRecipients()) {
      if (engine.concerns(recipient.asString())) {
        sorted.add(recipient, outcome(engine, mail, recipient));
      }
    }
    Dispatch dispatch = new Dispatch(getMailetContext(), mail);
    for (Found found : sorted.found) {
      sendOn(engine, dispatch, found);
    }
    if (refusedProcessor.isEmpty()) {
      dispatch.drop(sorted.refused);
    } else if (!sorted.refused.isEmpty()) {
      dispatch.send(sorted.refused, refusedProcessor, copy -> {});
    }
    if (!sorted.waiting.isEmpty()) {
      new Deferral(service, getMailetContext()).defer(mail, sorted.waiting, sorted.because);
    }
  }

  /**
   * A bounce, and where it goes.
   *
   * @param recipient of ours
   * @param author whose message it was
   */
  private record Found(MailAddress recipient, MailAddress author) {}

  /** What becomes of each recipient that concerns us; all others stay as they are. */
  private static final class Sorted {
    private final List<Found> found = new ArrayList<>();
    private final List<MailAddress> refused = new ArrayList<>();
    private final List<MailAddress> waiting = new ArrayList<>();
    private String because = "";

    void add(MailAddress recipient, ReverseOutcome outcome) {
      if (outcome instanceof Original original) {
        Addresses.parse(original.address())
            .ifPresentOrElse(
                author -> found.add(new Found(recipient, author)), () -> refused.add(recipient));
      } else if (outcome instanceof Unavailable unavailable) {
        waiting.add(recipient);
        because = unavailable.detail();
      } else if (outcome instanceof Refused refused && refused.refusal() == Refusal.TOO_MANY) {
        waiting.add(recipient);
        because = refused.detail();
      } else if (outcome instanceof Refused) {
        refused.add(recipient);
      }
    }
  }

  private static ReverseOutcome outcome(SrsEngine engine, Mail mail, MailAddress recipient) {
    String client = Optional.ofNullable(mail.getRemoteAddr()).orElse("");
    return engine.reverse(recipient.asString(), Arrival.sender(mail), client);
  }

  private void sendOn(SrsEngine engine, Dispatch dispatch, Found found) throws MessagingException {
    Mail mail = dispatch.mail();
    if (engine.configuration().redact()) {
      new Redaction(service, getMailetContext()).sendOn(mail, found.recipient(), found.author());
      dispatch.drop(List.of(found.recipient()));
      return;
    }
    dispatch.send(
        List.of(found.recipient()),
        mail.getState(),
        copy -> {
          copy.setRecipients(List.of(found.author()));
          copy.setSender(null);
          SrsMarks.clear(copy);
        });
  }
}
