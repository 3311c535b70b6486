package org.spfsuite.core;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.check.CheckArguments;
import org.spfsuite.core.check.CheckHost;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.check.Examination;
import org.spfsuite.core.check.Extent;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.cache.CachingResolver;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.core.memory.Claim;
import org.spfsuite.core.memory.PolicyMemory;
import org.spfsuite.core.memory.PolicyStatistics;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.space.AuthorizedSpace;
import org.spfsuite.core.space.SpaceSurveyor;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.Verdict;

/**
 * Checks what SMTP clients claim. Immutable but for what it remembers, and safe for use by several
 * threads; each check waits for DNS in the calling thread, no longer than the time limit. No check
 * ever throws.
 *
 * <p>A verdict is remembered as long as the DNS answers behind it hold, for all clients that the
 * check could not tell from the one it was for: for all senders of a domain, or for one sender
 * behind one HELO name where local part or HELO name had a say. What is remembered costs neither
 * queries nor time, and its counters say so.
 */
public final class SpfChecker {

  private static final int MAX_DETAIL = 200;

  /** One of so many parts of the memory is for verdicts that do not hold for a whole domain. */
  private static final int CLAIMS_PART = 4;

  /** Authorized spaces get so small a part of the bytes that verdicts get, and are as small. */
  private static final int SPACES_PART = 16;

  private static final String POSTMASTER = "postmaster";

  private final CheckHost checkHost;
  private final PolicyMemory<String> domains;
  private final PolicyMemory<Claim> claims;
  private final SpaceSurveyor spaces;

  private SpfChecker(Builder builder) {
    DnsResolver resolver = builder.resolver.orElseGet(SpfChecker::systemResolver);
    this.checkHost =
        new CheckHost(resolver, builder.settings, InstantSource.system(), System::nanoTime);
    // A trace tells what happened, so it must happen.
    long bytes = builder.settings.traced() ? 0 : builder.policyMemory;
    // Whoever writes under ever new names must not push out what all senders of a domain share.
    long forClaims = bytes / CLAIMS_PART;
    this.domains =
        new PolicyMemory<>(String::length, bytes - forClaims, System::nanoTime, resolver::expect);
    this.claims = new PolicyMemory<>(Claim::length, forClaims, System::nanoTime, resolver::expect);
    this.spaces =
        new SpaceSurveyor(
            checkHost,
            resolver,
            builder.settings.limits().timeout(),
            System::nanoTime,
            builder.policyMemory / SPACES_PART);
  }

  private static DnsResolver systemResolver() {
    return CachingResolver.builder(DnsJavaResolver.builder().build()).build();
  }

  /** A builder with the defaults of RFC 7208 and the operating system's DNS servers. */
  public static Builder builder() {
    return new Builder();
  }

  /** Checks both identities. */
  public SpfVerdicts check(SpfRequest request) {
    Verdict helo = checkHelo(request);
    Verdict mailFrom =
        request.hasNullSender() ? helo.as(Identity.MAIL_FROM) : checkMailFrom(request);
    return new SpfVerdicts(helo, mailFrom);
  }

  /** RFC 7208 §2.3: the sender is {@code postmaster} at the HELO name. */
  public Verdict checkHelo(SpfRequest request) {
    return check(Identity.HELO, request, CheckHost.FOREVER);
  }

  /**
   * RFC 7208 §2.4: the reverse-path; where it is null, {@code postmaster} at the HELO name stands
   * for it.
   */
  public Verdict checkMailFrom(SpfRequest request) {
    return check(Identity.MAIL_FROM, request, CheckHost.FOREVER);
  }

  /**
   * Checks one identity, for callers who have less time than the time limit of one check.
   *
   * @param atMost the time that it may take, positive; then the result is {@code temperror}
   */
  public Verdict check(Identity identity, SpfRequest request, Duration atMost) {
    Verdict known = find(identity, request);
    return known != null ? known : examine(identity, request, atMost);
  }

  /**
   * Starts a check, for callers whose own thread must not wait. What is remembered is there at
   * once, without another thread.
   *
   * @param executor runs the check
   * @throws RejectedExecutionException if the executor refuses
   */
  public CompletableFuture<Verdict> start(
      Identity identity, SpfRequest request, Executor executor) {
    Verdict known = find(identity, request);
    return known != null
        ? CompletableFuture.completedFuture(known)
        : CompletableFuture.supplyAsync(
            () -> examine(identity, request, CheckHost.FOREVER), executor);
  }

  private static boolean isAboutHelo(Identity identity, SpfRequest request) {
    return identity == Identity.HELO || request.hasNullSender();
  }

  private @Nullable Verdict find(Identity identity, SpfRequest request) {
    IpAddress client = request.client().unmapped();
    String domain = isAboutHelo(identity, request) ? request.helo() : request.domain();
    Verdict known = domains.find(identity, domain, client);
    return known != null ? known : claims.find(identity, claim(identity, request), client);
  }

  private static Claim claim(Identity identity, SpfRequest request) {
    String sender = isAboutHelo(identity, request) ? "" : request.mailFrom();
    return new Claim(sender, request.helo());
  }

  private static CheckArguments arguments(Identity identity, SpfRequest request) {
    IpAddress client = request.client().unmapped();
    String helo = request.helo();
    return isAboutHelo(identity, request)
        ? new CheckArguments(identity, client, helo, POSTMASTER, helo)
        : new CheckArguments(identity, client, request.domain(), request.localPart(), helo);
  }

  private Verdict examine(Identity identity, SpfRequest request, Duration atMost) {
    CheckArguments arguments = arguments(identity, request);
    try {
      Examination examination = checkHost.examine(arguments, Extent.FULL, atMost);
      keep(claim(identity, request), arguments.domain(), examination);
      return examination.verdict();
    } catch (RuntimeException e) {
      // A bug of ours must not cost the caller a message: temperror, by its name.
      return Verdict.ofProblem(identity, internal(arguments, e));
    }
  }

  private static Problem internal(CheckArguments arguments, RuntimeException bug) {
    String domain = SafeText.printable(arguments.domain(), MAX_DETAIL);
    String detail = SafeText.printable(bug.toString(), MAX_DETAIL);
    return new Problem(ProblemCode.INTERNAL, domain, detail);
  }

  /**
   * How many clients the policy behind the reverse-path, or behind the HELO name if that is null,
   * lets pass. Takes no longer than the time limit of one check, and is remembered; see {@link
   * SpaceSurveyor}.
   *
   * @param request the client in it does not matter
   */
  public AuthorizedSpace authorizedSpace(SpfRequest request) {
    CheckArguments arguments = arguments(Identity.MAIL_FROM, request);
    try {
      return spaces.survey(arguments);
    } catch (RuntimeException e) {
      return AuthorizedSpace.unknown(internal(arguments, e));
    }
  }

  private void keep(Claim claim, String domain, Examination examination) {
    String checked = examination.verdict().domain();
    switch (examination.reach()) {
      // As the verdict has it, if that is the same: one text less to keep.
      case DOMAIN -> keep(domains, domain.equals(checked) ? checked : domain, examination);
      case CLAIM -> keep(claims, claim, examination);
      case CHECK -> {
        // Nobody will ask the same again.
      }
    }
  }

  private static <K> void keep(PolicyMemory<K> memory, K claim, Examination examination) {
    memory.keep(claim, examination.range(), examination.verdict(), examination.questions());
  }

  /**
   * Forgets every verdict that rests on a DNS answer about this name or a name below it, and all
   * authorized spaces. What the resolver remembers is its own business.
   */
  public void flush(DnsName name) {
    domains.flush(name);
    claims.flush(name);
    spaces.clear();
  }

  /** What is remembered, and how often that helped. */
  public PolicyStatistics policyStatistics() {
    return domains.statistics().backedBy(claims.statistics());
  }

  /** Settings of a checker. */
  public static final class Builder {
    private Optional<DnsResolver> resolver = Optional.empty();
    private CheckSettings settings = CheckSettings.DEFAULTS;
    private long policyMemory = 64L << 20;

    private Builder() {}

    /**
     * Memory for verdicts, in bytes as estimated; 64 MiB unless set; 0: every check is done. Those
     * least worth keeping give way. A sixteenth of it comes on top for authorized spaces.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder policyMemory(long maximumBytes) {
      if (maximumBytes < 0) {
        throw new IllegalArgumentException("policyMemory must not be negative");
      }
      this.policyMemory = maximumBytes;
      return this;
    }

    /**
     * Asks DNS; unless set, the servers of the operating system over UDP and TCP, behind a {@link
     * CachingResolver}.
     */
    public Builder resolver(DnsResolver value) {
      this.resolver = Optional.of(value);
      return this;
    }

    /** How checks are done; {@link CheckSettings#DEFAULTS} unless set. */
    public Builder settings(CheckSettings value) {
      this.settings = value;
      return this;
    }

    /**
     * The checker.
     *
     * @throws IllegalStateException if no resolver is set and the system names no DNS server
     */
    public SpfChecker build() {
      return new SpfChecker(this);
    }
  }
}
