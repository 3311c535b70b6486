package org.spfsuite.mailet.mailets;

import java.util.ArrayList;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.message.Addresses;
import org.spfsuite.mailet.policy.Moved;

/**
 * Returns mail for somebody who has moved, with the new address, instead of forwarding it: RFC 7208
 * §D.2 suggests that where forwarded mail would fail SPF.
 *
 * <pre>{@code
 * <mailet match="RecipientIs=ann@here.example" class="org.spfsuite.mailet.mailets.RefuseWith551">
 *   <newAddress>ann@new.example</newAddress>
 * </mailet>
 * }</pre>
 *
 * <p>The message is answered by a bounce; one with a null sender just ends here. {@code
 * org.spfsuite.mailet.smtp.RefuseWith551} in {@code smtpserver.xml} says the same while the client
 * is still on the line, which is better where it can be done: nobody's forged sender gets a bounce.
 */
public final class RefuseWith551 extends GenericMailet {

  private static final String NEW_ADDRESS = "newAddress";

  private String text = "";

  @Override
  public void init() {
    List<ConfigurationProblem> problems = new ArrayList<>();
    Parameters parameters = new Parameters(this, List.of(NEW_ADDRESS), problems);
    String address = parameters.text(NEW_ADDRESS);
    Addresses.parse(address)
        .ifPresentOrElse(
            valid -> text = Moved.CODE + " " + Moved.text(valid.asString()),
            () ->
                parameters.wrong(NEW_ADDRESS, address, "a mail address, such as ann@new.example"));
    if (!problems.isEmpty()) {
      throw new SpfConfigurationException(problems);
    }
  }

  @Override
  public String getMailetInfo() {
    return "RefuseWith551: returns mail with the recipient's new address";
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    if (!mail.getMaybeSender().isNullSender()) {
      getMailetContext().bounce(mail, text);
    }
    mail.setState(Mail.GHOST);
  }
}
