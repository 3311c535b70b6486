package org.spfsuite.mailet.smtp;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.configuration2.Configuration;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.smtp.SMTPSession;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.net.IpPrefix;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.SpfConfiguration;
import org.spfsuite.mailet.message.SpfMarks.HostNames;

/** What hooks want to know of James's sessions and elements. */
final class Sessions {

  private Sessions() {}

  static IpAddress client(SMTPSession session) {
    return IpAddress.of(session.getRemoteAddress().getAddress());
  }

  /** The name in HELO or EHLO; empty if there was none. */
  static String helo(SMTPSession session) {
    return session.getAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection).orElse("");
  }

  /** Why the client is not checked; empty if it is. */
  static Optional<String> unchecked(SMTPSession session, SpfConfiguration configuration) {
    if (session.getUsername() != null) {
      return Optional.of("authentication");
    }
    if (session.isRelayingAllowed()) {
      return Optional.of("authorizedAddresses");
    }
    return configuration.exemption(client(session)).map(IpPrefix::toString);
  }

  static HostNames hostNames(SMTPSession session, SpfConfiguration configuration) {
    String receiver =
        configuration.receiver().orElseGet(() -> session.getConfiguration().getHelloName());
    return new HostNames(receiver, configuration.authservId().orElse(receiver));
  }

  /** A problem for each option in the element of a hook of SPF, which has none. */
  static List<ConfigurationProblem> unknownOptions(Configuration element, Class<?> hook) {
    return unknownOptions(element, hook, "conf/spf.properties");
  }

  /**
   * A problem for each option in the element of a hook that has none.
   *
   * @param file where they stand
   */
  static List<ConfigurationProblem> unknownOptions(
      Configuration element, Class<?> hook, String file) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    for (Iterator<String> keys = element.getKeys(); keys.hasNext(); ) {
      String key = keys.next();
      if (!key.startsWith("[@")) {
        problems.add(
            new ConfigurationProblem(
                "conf/smtpserver.xml, handler " + hook.getName(),
                "unknown option " + key,
                "no options here; they stand in " + file));
      }
    }
    return problems;
  }
}
