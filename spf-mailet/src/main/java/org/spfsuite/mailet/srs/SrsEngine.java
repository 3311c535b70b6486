package org.spfsuite.mailet.srs;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.mailet.config.SrsConfiguration;
import org.spfsuite.mailet.metrics.SrsMetrics;
import org.spfsuite.srs.SenderRewriting;
import org.spfsuite.srs.SrsForwarder;
import org.spfsuite.srs.SrsReverser;
import org.spfsuite.srs.address.Ascii;
import org.spfsuite.srs.address.EnvelopeAddress;
import org.spfsuite.srs.address.SrsAddress;
import org.spfsuite.srs.audit.Audit;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.limit.Permission;
import org.spfsuite.srs.limit.Reversal;
import org.spfsuite.srs.limit.ReversalGuard;
import org.spfsuite.srs.outcome.ForwardOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.outcome.ReverseOutcome.Refused;
import org.spfsuite.srs.policy.Departure;
import org.spfsuite.srs.policy.ForwardPolicy;
import org.spfsuite.srs.policy.ForwardRequest;
import org.spfsuite.srs.store.SenderStore;

/**
 * Rewrites senders and knows them again, as one configuration wants it; tells log and metrics of
 * each decision. Never changes, and is safe for use by several threads.
 */
public final class SrsEngine {

  private static final Logger LOGGER = LoggerFactory.getLogger(SrsEngine.class);

  private final SrsConfiguration configuration;
  private final Set<String> srsDomains;
  private final ReversalGuard guard;
  private final SenderRewriting spool;
  private final SenderRewriting rcpt;

  /**
   * What an engine works with.
   *
   * @param keys asked for each address
   * @param store for what is too long
   * @param departure what SPF will say of our mail
   * @param ownDomains whether a domain is James's
   * @param before the engine in whose place this one comes; what it has counted still counts
   */
  public record Parts(
      Supplier<KeyRing> keys,
      Optional<SenderStore> store,
      Optional<Departure> departure,
      Predicate<String> ownDomains,
      Optional<SrsEngine> before) {}

  /** An engine. */
  public SrsEngine(SrsConfiguration configuration, Parts parts, SrsMetrics metrics) {
    this.configuration = configuration;
    this.srsDomains = configuration.srsDomains();
    this.guard =
        parts.before().flatMap(e -> e.guardOf(configuration)).orElseGet(() -> guard(configuration));
    ForwardPolicy policy =
        new ForwardPolicy(
            parts.ownDomains().or(srsDomains::contains), // James may not have been told of those
            configuration.excluded(),
            configuration.unsafe(),
            configuration.when(),
            parts.departure());
    SrsForwarder forwarder =
        new SrsForwarder(parts.keys(), configuration.address(), parts.store(), Clock.systemUTC());
    SrsReverser reverser =
        new SrsReverser(
            srsDomains, parts.keys(), configuration.address(), parts.store(), Clock.systemUTC());
    this.spool = new SenderRewriting(policy, forwarder, reverser, audit("spool", metrics));
    this.rcpt = new SenderRewriting(policy, forwarder, reverser, audit("rcpt", metrics));
  }

  private Optional<ReversalGuard> guardOf(SrsConfiguration other) {
    boolean same =
        other.limits().equals(configuration.limits())
            && other.address().maxAge() == configuration.address().maxAge();
    return same ? Optional.of(guard) : Optional.empty();
  }

  private static ReversalGuard guard(SrsConfiguration configuration) {
    // A stamp is good for whole days.
    Duration lifetime = Duration.ofDays(configuration.address().maxAge() + 1L);
    return new ReversalGuard(configuration.limits(), lifetime, System::nanoTime);
  }

  private static Audit audit(String at, SrsMetrics metrics) {
    boolean rcpt = at.equals("rcpt");
    return new Audit(
        line -> LOGGER.info("{} at={}", line, at), rcpt ? metrics::rcpt : metrics::spool);
  }

  /** What the engine was made from. */
  public SrsConfiguration configuration() {
    return configuration;
  }

  /** The sender of a message that is forwarded; may wait for DNS and the store. */
  public ForwardOutcome forward(ForwardRequest request) {
    return spool.forward(request);
  }

  /**
   * Whether a sender may be replaced at all, by whatever; asks nobody. If not, {@link #forward}
   * tells why.
   */
  public boolean answersFor(ForwardRequest request) {
    return spool.policy().protects(request).isEmpty();
  }

  /** Whether a domain is an SRS domain of ours. */
  public boolean isSrsDomain(String domain) {
    return srsDomains.contains(Ascii.lower(domain));
  }

  /**
   * Whether a recipient has the form of an SRS address and is in a domain of ours: others are none
   * of our business. Nothing is verified.
   */
  public boolean concerns(String recipient) {
    return EnvelopeAddress.parse(recipient)
        .filter(address -> isSrsDomain(address.domain()))
        .flatMap(address -> SrsAddress.parse(address.local()))
        .isPresent();
  }

  /** Whether the store may have to be asked whom a recipient is for. Nothing is verified. */
  public boolean needsStore(String recipient) {
    return rcpt.reverser().needsStore(recipient);
  }

  /**
   * Whether somebody may send to a recipient; waits for the store if {@link #needsStore}, otherwise
   * for nobody. Using it up is left to {@link #reverse}.
   *
   * @param sender the reverse-path; empty: null
   * @param client who asks
   */
  public ReverseOutcome admit(String recipient, String sender, Client client) {
    Optional<String> who = client.counted();
    ReverseOutcome outcome =
        refusal(guard.askClient(who))
            .orElseGet(
                () -> {
                  ReverseOutcome found = rcpt.reverser().reverse(recipient);
                  if (found instanceof Refused refused) {
                    guard.refused(who, refused.refusal());
                  }
                  return judged(found, original -> guard.ask(use(sender, original)));
                });
    rcpt.audit().reversed(recipient, client.address().toString(), outcome);
    return outcome;
  }

  /**
   * Whom a message is for, which is counted; may wait for the store.
   *
   * @param sender the reverse-path; empty: null
   * @param client for the log
   */
  public ReverseOutcome reverse(String recipient, String sender, String client) {
    ReverseOutcome outcome =
        judged(spool.reverser().reverse(recipient), original -> guard.use(use(sender, original)));
    spool.audit().reversed(recipient, client, outcome);
    return outcome;
  }

  private static Reversal use(String sender, Original original) {
    return new Reversal(sender, original.signed(), original.address());
  }

  private static ReverseOutcome judged(
      ReverseOutcome found, Function<Original, Permission> permission) {
    return found instanceof Original original
        ? refusal(permission.apply(original)).orElse(found)
        : found;
  }

  private static Optional<ReverseOutcome> refusal(Permission permission) {
    return permission.refusal().map(why -> new Refused(why, words(permission)));
  }

  private static String words(Permission permission) {
    return switch (permission) {
      case GRANTED -> "granted";
      case NOT_A_BOUNCE -> "only bounces, which have no sender, may come here";
      case USED_UP -> "it has been used as often as it may be";
      case TARGET_BUSY -> "whom it is for has got too much in this hour";
      case CLIENT_BUSY -> "you have guessed too often in this hour";
    };
  }

  /** What a recipient is; nobody is told, and nothing is used up. May wait for the store. */
  public ReverseOutcome look(String recipient) {
    return spool.reverser().reverse(recipient);
  }
}
