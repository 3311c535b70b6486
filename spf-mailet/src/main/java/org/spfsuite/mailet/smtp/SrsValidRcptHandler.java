package org.spfsuite.mailet.smtp;

import com.google.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.smtpserver.fastfail.ValidRcptHandler;
import org.apache.james.user.api.UsersRepository;
import org.spfsuite.mailet.SrsService;

/**
 * James's {@code ValidRcptHandler}, which knows good SRS addresses, too. Stands in its place:
 *
 * <pre>{@code
 * <handler class="org.spfsuite.mailet.smtp.SrsValidRcptHandler"/>
 * }</pre>
 *
 * <p>Of recipients in an SRS domain it lets pass those that are signed by a key of ours and not too
 * old, and those that James itself knows, such as a postmaster; everything else is refused with its
 * reason. It never says that a recipient may be relayed to: James's relay check, which follows,
 * lets the SRS domain pass because it is in James's list of domains.
 *
 * <p>Options are those of {@code ValidRcptHandler}; all others stand in {@code
 * conf/srs.properties}.
 */
public final class SrsValidRcptHandler extends ValidRcptHandler {

  private final SrsService service;
  private final SrsAnswers answers;

  /** Made by James's loader. */
  @Inject
  public SrsValidRcptHandler(
      SrsService service,
      UsersRepository users,
      RecipientRewriteTable aliases,
      DomainList domains) {
    super(users, aliases, domains);
    this.service = service;
    this.answers = new SrsAnswers(service, aliases);
  }

  @Override
  public void init(Configuration element) throws ConfigurationException {
    service.refuseToStartWith(List.of());
    super.init(element);
  }

  @Override
  public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    Optional<HookResult> answer = answers.to(session, sender, recipient);
    return answer.isPresent() ? answer.get() : super.doRcpt(session, sender, recipient);
  }
}
