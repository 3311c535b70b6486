package org.spfsuite.mailet.mailets;

import com.google.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTable.ErrorMappingException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.config.SrsConfiguration;
import org.spfsuite.mailet.config.SrsConfiguration.Treatment;
import org.spfsuite.mailet.message.SrsMarks;

/**
 * Remembers which alias a message came in for, which James's {@code RecipientRewriteTable} forgets.
 * Needed only where aliases are treated differently: {@code domains}, {@code alias.remail} and
 * {@code bounces.redact}.
 *
 * <pre>{@code
 * <mailet match="All" class="org.spfsuite.mailet.mailets.SrsAlias"/>
 * <mailet match="All" class="RecipientRewriteTable"/>
 * }</pre>
 *
 * <p>A message for several aliases is split if they are treated differently.
 */
public final class SrsAlias extends GenericMailet {

  private static final Logger LOGGER = LoggerFactory.getLogger(SrsAlias.class);

  private final SrsService service;
  private final RecipientRewriteTable aliases;

  /** Made by James's loader. */
  @Inject
  public SrsAlias(SrsService service, RecipientRewriteTable aliases) {
    this.service = service;
    this.aliases = aliases;
  }

  @Override
  public void init() {
    service.refuseToStartWith(Parameters.none(this));
  }

  @Override
  public String getMailetInfo() {
    return "SrsAlias: remembers which alias a message came in for";
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    if (SrsMarks.alias(mail).isPresent()) {
      return; // an alias of an alias: the first one is the one that people know
    }
    Map<Treatment, List<MailAddress>> special = special(mail);
    boolean whole = special.size() == 1 && one(special).containsAll(mail.getRecipients());
    if (whole) {
      mark(mail, one(special));
      return;
    }
    for (List<MailAddress> alike : special.values()) {
      new Dispatch(getMailetContext(), mail)
          .send(alike, mail.getState(), copy -> mark(copy, alike)); // and comes by the first line
    }
  }

  private static List<MailAddress> one(Map<Treatment, List<MailAddress>> special) {
    return special.values().iterator().next();
  }

  private static void mark(Mail mail, List<MailAddress> alike) {
    SrsMarks.alias(mail, alike.get(0).asString());
  }

  private Map<Treatment, List<MailAddress>> special(Mail mail) {
    SrsConfiguration configuration = service.engine().configuration();
    Map<Treatment, List<MailAddress>> special = new LinkedHashMap<>();
    for (MailAddress recipient : mail.getRecipients()) {
      Optional<Treatment> treatment = configuration.treatment(recipient.asString());
      if (treatment.isPresent() && isAlias(recipient)) {
        special.computeIfAbsent(treatment.get(), t -> new ArrayList<>()).add(recipient);
      }
    }
    return special;
  }

  private boolean isAlias(MailAddress recipient) {
    if (service.engine().concerns(recipient.asString())) {
      return false; // whatever a pattern of aliases makes of it
    }
    try {
      return !aliases
          .getResolvedMappings(recipient.getLocalPart(), recipient.getDomain())
          .isEmpty();
    } catch (ErrorMappingException e) {
      return false; // James refuses it in a moment
    } catch (RecipientRewriteTableException e) {
      LOGGER.warn("SRS: James cannot tell whether {} is an alias", recipient, e);
      return false;
    }
  }
}
