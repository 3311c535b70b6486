package org.spfsuite.mailet.mailets;

import com.google.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.net.IpPrefix;
import org.spfsuite.core.received.TrustBoundary;
import org.spfsuite.core.received.TrustBoundary.Judged;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.mailet.SpfService;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.engine.SpfEngine;
import org.spfsuite.mailet.journal.LogLine;
import org.spfsuite.mailet.message.SpfMarks;
import org.spfsuite.mailet.message.SpfMarks.HostNames;
import org.spfsuite.mailet.message.TraceFields;

/**
 * Checks SPF when a message is spooled, for servers without {@code SpfHook} and for those behind
 * relays, and marks the message as the hook does: {@code Received-SPF} and {@code
 * Authentication-Results} on top, attributes for matchers. It refuses nothing.
 *
 * <pre>{@code
 * <mailet match="All" class="org.spfsuite.mailet.mailets.SpfCheck">
 *   <trustedNetworks>192.0.2.0/24, 2001:db8::/32</trustedNetworks>
 * </mailet>
 * }</pre>
 *
 * <ul>
 *   <li>{@code trustedNetworks}: relays of your own, whose {@code Received} fields tell the client
 *       that handed the message to the first of them; that client is judged. Default: none, the
 *       client that James saw is judged.
 *   <li>{@code recheck}: {@code true} checks messages that the hook has checked already. Default:
 *       {@code false}.
 * </ul>
 *
 * <p>Messages of authenticated clients, of clients that James lets relay (but for those in {@code
 * trustedNetworks}), of those that {@code exempt.networks} names, and James's own are not checked.
 */
public final class SpfCheck extends GenericMailet {

  private static final Logger LOGGER = LoggerFactory.getLogger(SpfCheck.class);

  private static final String TRUSTED_NETWORKS = "trustedNetworks";
  private static final String RECHECK = "recheck";
  private static final List<String> OPTIONS = List.of(TRUSTED_NETWORKS, RECHECK);

  private final SpfService service;
  private List<IpPrefix> trusted = List.of();
  private boolean recheck;

  /** Made by James's loader. */
  @Inject
  public SpfCheck(SpfService service) {
    this.service = service;
  }

  @Override
  public void init() {
    List<ConfigurationProblem> problems = new ArrayList<>();
    Parameters parameters = new Parameters(this, OPTIONS, problems);
    this.trusted = networks(parameters);
    this.recheck = parameters.flag(RECHECK);
    service.refuseToStartWith(problems);
  }

  private static List<IpPrefix> networks(Parameters parameters) {
    List<IpPrefix> networks = new ArrayList<>();
    for (String item : parameters.list(TRUSTED_NETWORKS)) {
      IpPrefix.parse(item)
          .ifPresentOrElse(
              networks::add,
              () ->
                  parameters.wrong(
                      TRUSTED_NETWORKS,
                      item,
                      "networks in CIDR form, separated by commas, such as 192.0.2.0/24"));
    }
    return networks;
  }

  @Override
  public String getMailetInfo() {
    return "SpfCheck: marks messages with the verdicts of SPF";
  }

  @Override
  public void service(Mail mail) throws MessagingException {
    if (!recheck && SpfMarks.result(mail, Identity.MAIL_FROM).isPresent()) {
      return;
    }
    SpfEngine engine = service.engine();
    List<String> received = TraceFields.received(mail);
    Judged judged = judged(mail, received);
    if (judged instanceof Judged.Client client) {
      Optional<IpPrefix> exemption = engine.configuration().exemption(client.client());
      judged = exemption.<Judged>map(n -> new Judged.Nobody(n + " is exempt")).orElse(judged);
    }
    if (judged instanceof Judged.Client client) {
      check(mail, client, engine, Arrival.host(received, engine.configuration()));
    } else if (judged instanceof Judged.Nobody nobody) {
      LOGGER.debug("SPF: {} is not checked, {}", mail.getName(), nobody.reason());
    } else if (judged instanceof Judged.Unknown unknown) {
      service.metrics().unchecked();
      LOGGER.warn("SPF: {} cannot be checked, {}", mail.getName(), unknown.reason());
    }
  }

  private Judged judged(Mail mail, List<String> received) {
    Optional<IpAddress> client = Arrival.client(mail);
    if (client.isEmpty()) {
      return new Judged.Nobody("its client is not known");
    }
    // A relay of ours may relay, of course; what it relays is judged all the same.
    boolean mayRelay = Arrival.mayRelay(mail) && !isTrusted(client.get());
    if (Arrival.isOwn(mail) || mayRelay) {
      return new Judged.Nobody("it comes from inside");
    }
    // The first field is James's own.
    List<String> before = received.subList(Math.min(1, received.size()), received.size());
    return TrustBoundary.find(client.get(), Arrival.helo(mail), before, this::isTrusted);
  }

  private boolean isTrusted(IpAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }

  private void check(Mail mail, Judged.Client client, SpfEngine engine, HostNames host)
      throws MessagingException {
    String sender = client.envelopeFrom().orElseGet(() -> Arrival.sender(mail));
    SpfRequest request = new SpfRequest(client.client(), client.helo(), sender);
    SpfVerdicts verdicts = engine.check(request);
    verdicts.all().forEach(service.metrics()::verdict);
    SpfMarks.put(mail, request, verdicts, host);
    LOGGER.info("{}", LogLine.check(mail.getName(), client.relays(), request, verdicts));
  }
}
