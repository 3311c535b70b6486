package org.spfsuite.mailet.matchers;

import com.google.inject.Inject;
import java.util.Collection;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.spfsuite.mailet.SrsService;

/**
 * Matches recipients that have the form of an SRS address and are in an SRS domain of ours, good or
 * not.
 *
 * <pre>{@code
 * <mailet match="org.spfsuite.mailet.matchers.IsSrsAddress" class="ToProcessor">
 *   <processor>srs</processor>
 * </mailet>
 * }</pre>
 */
public final class IsSrsAddress extends GenericMatcher {

  private final SrsService service;

  /** Made by James's loader. */
  @Inject
  public IsSrsAddress(SrsService service) {
    this.service = service;
  }

  @Override
  public void init() {
    service.refuseToStartWith(List.of());
  }

  @Override
  public Collection<MailAddress> match(Mail mail) {
    return mail.getRecipients().stream()
        .filter(recipient -> service.engine().concerns(recipient.asString()))
        .toList();
  }
}
