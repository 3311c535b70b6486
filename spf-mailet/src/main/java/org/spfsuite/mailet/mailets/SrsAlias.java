package org.spfsuite.mailet.mailets;

import com.google.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTable.ErrorMappingException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.message.SrsMarks;

/**
 * Remembers which alias a message came in for, which James's {@code RecipientRewriteTable} forgets.
 * Needed only where aliases are treated differently: {@code domains}, {@code alias.remail} and the
 * aliases named in bounces that James itself writes under {@code bounces.redact}.
 *
 * <pre>{@code
 * <mailet match="All" class="org.spfsuite.mailet.mailets.SrsAlias"/>
 * <mailet match="All" class="RecipientRewriteTable"/>
 * }</pre>
 *
 * <p>A message for several aliases is split, one for each.
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
    List<MailAddress> found = new ArrayList<>();
    List<MailAddress> others = new ArrayList<>();
    for (MailAddress recipient : mail.getRecipients()) {
      (isAlias(recipient) ? found : others).add(recipient);
    }
    if (found.isEmpty()) {
      return;
    }
    MailAddress last = found.remove(found.size() - 1);
    for (MailAddress alias : found) {
      send(mail, alias);
    }
    if (others.isEmpty()) {
      SrsMarks.alias(mail, last.asString());
      mail.setRecipients(List.of(last));
    } else {
      send(mail, last);
      mail.setRecipients(others);
    }
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

  /** In this processor again, where it comes by the first line of {@link #service}. */
  private void send(Mail mail, MailAddress alias) throws MessagingException {
    Mail copy = mail.duplicate();
    try {
      copy.setRecipients(List.of(alias));
      SrsMarks.alias(copy, alias.asString());
      getMailetContext().sendMail(copy, mail.getState());
    } finally {
      LifecycleUtil.dispose(copy);
    }
  }
}
