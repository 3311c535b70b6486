package org.spfsuite.scoring.inquiry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.space.AuthorizedSpace;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.scoring.fact.EnvelopeSender;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.fact.SkipReason;
import org.spfsuite.scoring.fact.SpfFinding;
import org.spfsuite.scoring.fact.SpfFinding.Skipped;
import org.spfsuite.scoring.message.Alignment;
import org.spfsuite.scoring.message.Domains;
import org.spfsuite.scoring.message.FromField;
import org.spfsuite.scoring.message.Header;
import org.spfsuite.scoring.policy.Mode;
import org.spfsuite.scoring.policy.Origins;
import org.spfsuite.scoring.relay.Hop;
import org.spfsuite.scoring.relay.RelayPath;
import org.spfsuite.scoring.relay.RelayWalk;
import org.spfsuite.scoring.score.CompiledPolicy;

/**
 * Finds out all that a policy's rules want to know of a message, and no more: where it came from,
 * what SPF says, what DNS lists say. Safe for use by several threads; waits for DNS in the calling
 * thread: for SPF of each identity, for the survey of what the sender's policy allows, for all
 * forwarders together and for all lists together, each no longer than the policy allows.
 */
public final class Inquiry {

  private final CompiledPolicy policy;
  private final SpfChecker checker;
  private final DnsResolver resolver;
  private final List<String> forwarders;

  /**
   * Makes one.
   *
   * @param checker checks SPF
   * @param resolver is asked about lists in DNS
   * @param forwarders domains in lower case whose hosts may forward mail to us, besides those of
   *     the policy
   */
  public Inquiry(
      CompiledPolicy policy, SpfChecker checker, DnsResolver resolver, List<String> forwarders) {
    this.policy = policy;
    this.checker = checker;
    this.resolver = resolver;
    this.forwarders =
        Stream.concat(origins().forwarders().stream(), forwarders.stream()).distinct().toList();
  }

  private Origins origins() {
    return policy.policy().origins();
  }

  private Mode mode() {
    return policy.policy().mode();
  }

  /** Everything about a message. */
  public Facts facts(ScoreRequest request) {
    RelayPath path = path(request);
    EnvelopeSender sender = SenderSearch.of(request, path, origins());
    Origins named = origins().withAuthservIds(request.ownNames());
    EarlierResults earlier =
        EarlierResults.of(mode(), named, path, sender.address(), request.header());
    SpfFinding helo = earlier.of(Identity.HELO).orElseGet(() -> helo(path));
    SpfFinding mailFrom = earlier.of(Identity.MAIL_FROM).orElseGet(() -> mailFrom(path, sender));
    List<String> authors = authors(request);
    Facts facts =
        new Facts(
            path,
            sender,
            request.recipients(),
            policy.scores().usesNetwork() ? mailFrom : new Skipped(SkipReason.LOCAL_ONLY),
            policy.scores().usesNetwork() ? helo : new Skipped(SkipReason.LOCAL_ONLY),
            authors,
            isSureOfAuthors(request.header())
                ? alignment(authenticated(path, sender, mailFrom, helo), authors)
                : Optional.empty(),
            space(path, sender, mailFrom),
            forwarder(path, mailFrom, helo),
            Map.of());
    return facts.with(answers(facts));
  }

  private RelayPath path(ScoreRequest request) {
    List<RelayWalk.Line> received =
        request
            .header()
            .positions("Received")
            .mapToObj(at -> new RelayWalk.Line(at, request.header().fields().get(at).body()))
            .toList();
    Optional<Hop> session = request.session().map(Session::hop);
    boolean recorded = request.session().filter(Session::recorded).isPresent();
    return RelayWalk.of(
        session, recorded, received, origins().networks(), mode().skipsUnreadableRelays());
  }

  private static List<String> authors(ScoreRequest request) {
    List<String> authors = new ArrayList<>();
    request.header().all("From").forEach(body -> authors.addAll(FromField.authors(body)));
    return authors;
  }

  /**
   * Whether no author can hide: a reader may show a field that could not be read, or one behind the
   * end of what was read, instead of the one that is aligned.
   */
  private static boolean isSureOfAuthors(Header header) {
    return !header.isTruncated()
        && header.all("From").stream().noneMatch(body -> FromField.authors(body).isEmpty());
  }

  // --- SPF ---

  private SpfFinding helo(RelayPath path) {
    if (path.judged().isEmpty()) {
      return nobody(path);
    }
    Hop judged = path.judged().get();
    if (!isName(judged.helo())) {
      return new Skipped(SkipReason.HELO_NOT_A_NAME);
    }
    return check(Identity.HELO, new SpfRequest(judged.client(), judged.helo(), ""));
  }

  private SpfFinding mailFrom(RelayPath path, EnvelopeSender sender) {
    if (path.judged().isEmpty()) {
      return nobody(path);
    }
    if (sender.address().isEmpty()) {
      return new Skipped(SkipReason.NO_SENDER);
    }
    Hop judged = path.judged().get();
    String address = sender.address().get();
    if (address.isEmpty() && !mode().judgesNullSender()) {
      return new Skipped(SkipReason.NULL_SENDER);
    }
    if (address.isEmpty() && !isName(judged.helo())) {
      return new Skipped(SkipReason.HELO_NOT_A_NAME);
    }
    return check(Identity.MAIL_FROM, new SpfRequest(judged.client(), judged.helo(), address));
  }

  private static SpfFinding nobody(RelayPath path) {
    boolean own = !path.internal().isEmpty() && path.unreadable() == 0;
    return new Skipped(own ? SkipReason.OUR_OWN : SkipReason.NO_CLIENT);
  }

  private SpfFinding check(Identity identity, SpfRequest request) {
    if (!policy.scores().usesNetwork()) {
      return new Skipped(SkipReason.LOCAL_ONLY);
    }
    return SpfFinding.of(checker.check(identity, request, origins().timeout()));
  }

  /** Two labels at least, and no address. */
  private static boolean isName(String helo) {
    String name = helo.endsWith(".") ? helo.substring(0, helo.length() - 1) : helo;
    return name.indexOf('.') > 0 && !name.startsWith("[") && IpAddress.parse(name).isEmpty();
  }

  private Optional<AuthorizedSpace> space(
      RelayPath path, EnvelopeSender sender, SpfFinding mailFrom) {
    String address = sender.address().orElse("");
    boolean wanted =
        policy.scores().usesNetwork()
            && mailFrom.is(SpfResult.PASS)
            && !address.isEmpty()
            && path.judged().isPresent()
            && policy.wantsSpace(address);
    return wanted
        ? path.judged()
            .map(hop -> new SpfRequest(hop.client(), hop.helo(), address))
            .map(checker::authorizedSpace)
        : Optional.empty();
  }

  private static Optional<String> authenticated(
      RelayPath path, EnvelopeSender sender, SpfFinding mailFrom, SpfFinding helo) {
    if (mailFrom.is(SpfResult.PASS) && !sender.domain().isEmpty()) {
      return Optional.of(sender.domain());
    }
    // RFC 7489 §4.1 and §3.1.2: only where there is no reverse-path.
    return sender.domain().isEmpty() && helo.is(SpfResult.PASS)
        ? path.judged().map(Hop::helo)
        : Optional.empty();
  }

  private static Optional<Alignment> alignment(
      Optional<String> authenticated, List<String> authors) {
    if (authenticated.isEmpty() || authors.isEmpty()) {
      return Optional.empty();
    }
    String domain = authenticated.get();
    for (Alignment mode : List.of(Alignment.STRICT, Alignment.RELAXED)) {
      if (authors.stream().allMatch(a -> Domains.aligned(domain, Domains.ofAddress(a), mode))) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /** A forwarder whose own policy names the client: RFC 7208 §2.3 with the domain for its HELO. */
  private Optional<String> forwarder(RelayPath path, SpfFinding mailFrom, SpfFinding helo) {
    boolean helps = mailFrom.is(SpfResult.FAIL) || mailFrom.is(SpfResult.SOFTFAIL);
    if (!helps || path.judged().isEmpty() || !policy.scores().usesNetwork()) {
      return Optional.empty();
    }
    Hop judged = path.judged().get();
    Optional<String> proven =
        forwarders.stream()
            .filter(domain -> helo.is(SpfResult.PASS) && isAtOrBelow(judged.helo(), domain))
            .findFirst();
    return proven.or(() -> vouching(judged.client()));
  }

  private Optional<String> vouching(IpAddress client) {
    long started = System.nanoTime();
    return forwarders.stream().filter(domain -> vouches(domain, client, started)).findFirst();
  }

  /** No more once the time for all of them is over. */
  private boolean vouches(String forwarder, IpAddress client, long started) {
    Duration left = origins().timeout().minusNanos(System.nanoTime() - started);
    return left.toNanos() > 0
        && checker
            .check(Identity.HELO, new SpfRequest(client, forwarder, ""), left)
            .result()
            .equals(SpfResult.PASS);
  }

  private static boolean isAtOrBelow(String name, String domain) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals(domain) || lower.endsWith("." + domain);
  }

  // --- lists in DNS ---

  private Map<DnsQuestion, DnsAnswer> answers(Facts facts) {
    Map<DnsQuestion, CompletableFuture<DnsAnswer>> asked = new LinkedHashMap<>();
    if (policy.scores().usesNetwork()) {
      policy.questions(facts).forEach(q -> asked.put(q, resolver.lookup(q).toCompletableFuture()));
    }
    Map<DnsQuestion, DnsAnswer> answers = new LinkedHashMap<>();
    if (!asked.isEmpty()) {
      await(CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new)));
      asked.forEach((question, answer) -> answer(question, answer, answers));
    }
    return answers;
  }

  private void await(CompletableFuture<Void> all) {
    Duration timeout = origins().timeout();
    try {
      all.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Those that came count; the others say nothing.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(
      DnsQuestion question,
      CompletableFuture<DnsAnswer> answer,
      Map<DnsQuestion, DnsAnswer> answers) {
    try {
      DnsAnswer now = answer.getNow(null);
      if (now != null) {
        answers.put(question, now);
      }
    } catch (CompletionException e) {
      // A resolver that throws knows nothing.
    }
  }
}
