package org.spfsuite.mailet.smtp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.message.Addresses;
import org.spfsuite.mailet.policy.Moved;

/**
 * Tells the client where a recipient is to be found now, instead of forwarding mail that would fail
 * SPF there: RFC 7208 §D.2, RFC 5321 §3.4.
 *
 * <pre>{@code
 * <handler class="org.spfsuite.mailet.smtp.RefuseWith551">
 *   <moved>ann@here.example ann@new.example</moved>
 *   <moved>bob@here.example bob@elsewhere.example</moved>
 * </handler>
 * }</pre>
 */
public final class RefuseWith551 implements RcptHook {

  private static final String MOVED = "moved";

  private final Map<String, String> moved = new HashMap<>();

  @Override
  public void init(Configuration element) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    for (Iterator<String> keys = element.getKeys(); keys.hasNext(); ) {
      String key = keys.next();
      if (!key.equals(MOVED) && !key.startsWith("[@")) {
        problems.add(problem("unknown option " + key));
      }
    }
    for (String pair : element.getList(String.class, MOVED, List.of())) {
      read(pair, problems);
    }
    if (moved.isEmpty() && problems.isEmpty()) {
      problems.add(problem("nobody has moved"));
    }
    if (!problems.isEmpty()) {
      throw new SpfConfigurationException(problems);
    }
  }

  private void read(String pair, List<ConfigurationProblem> problems) {
    String[] addresses = pair.trim().split("\\s+", -1);
    Optional<MailAddress> from = Addresses.parse(addresses[0]);
    Optional<MailAddress> to = Addresses.parse(addresses[addresses.length - 1]);
    if (addresses.length == 2 && from.isPresent() && to.isPresent()) {
      moved.put(key(from.get()), to.get().asString());
    } else {
      problems.add(problem(MOVED + " " + pair));
    }
  }

  private static ConfigurationProblem problem(String found) {
    return new ConfigurationProblem(
        "conf/smtpserver.xml, handler " + RefuseWith551.class.getName(),
        found,
        "one or more of <moved>ann@here.example ann@new.example</moved>");
  }

  private static String key(MailAddress address) {
    return address.asString().toLowerCase(Locale.ROOT);
  }

  @Override
  public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    return Optional.ofNullable(moved.get(key(recipient)))
        .map(
            address ->
                HookResult.builder()
                    .hookReturnCode(HookReturnCode.deny())
                    .smtpReturnCode(Moved.CODE)
                    .smtpDescription(Moved.text(address))
                    .build())
        .orElse(HookResult.DECLINED);
  }
}
