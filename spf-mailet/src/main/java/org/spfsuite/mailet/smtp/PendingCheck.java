package org.spfsuite.mailet.smtp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.SpfService;
import org.spfsuite.mailet.engine.SpfEngine;
import org.spfsuite.mailet.policy.Decision;
import org.spfsuite.mailet.policy.Trust;

/**
 * The check of one MAIL command: started there, waited for where the decision falls. All of it
 * happens under one configuration. Not safe for several threads: a session has one at a time.
 */
final class PendingCheck {

  private static final int MAX_DETAIL = 200;

  private final SpfService service;
  private final SpfEngine engine;
  private final SpfRequest request;
  private final CompletableFuture<Verdict> helo;
  private final CompletableFuture<Verdict> mailFrom;
  private final Duration limit;
  private final long deadline;

  private @Nullable SpfVerdicts verdicts;
  private @Nullable CompletableFuture<Trust> trust;
  private @Nullable Decision decision;

  private PendingCheck(
      SpfService service,
      SpfEngine engine,
      SpfRequest request,
      CompletableFuture<Verdict> helo,
      CompletableFuture<Verdict> mailFrom) {
    this.service = service;
    this.engine = engine;
    this.request = request;
    this.helo = helo;
    this.mailFrom = mailFrom;
    this.limit = engine.configuration().limits().timeout();
    this.deadline = service.patience().now() + limit.toNanos();
  }

  /**
   * Starts what is not under way yet.
   *
   * @param helo the check that began with HELO
   */
  static PendingCheck start(
      SpfService service, SpfEngine engine, SpfRequest request, CompletableFuture<Verdict> helo) {
    CompletableFuture<Verdict> mailFrom =
        request.hasNullSender()
            ? helo.thenApply(verdict -> verdict.as(Identity.MAIL_FROM)) // RFC 7208 §2.4
            : engine.checkMailFrom(request);
    return new PendingCheck(service, engine, request, helo, mailFrom);
  }

  SpfRequest request() {
    return request;
  }

  SpfEngine engine() {
    return engine;
  }

  /**
   * The verdicts, after waiting no longer than the time limit that began with MAIL. Once given they
   * stay as they are: all recipients and the header are told the same.
   */
  SpfVerdicts verdicts() {
    SpfVerdicts known = verdicts;
    if (known == null) {
      known = new SpfVerdicts(await(helo, Identity.HELO), await(mailFrom, Identity.MAIL_FROM));
      known.all().forEach(service.metrics()::verdict);
      verdicts = known;
    }
    return known;
  }

  private Verdict await(CompletableFuture<Verdict> verdict, Identity identity) {
    try {
      return service.patience().await(verdict, deadline, limit);
    } catch (TimeoutException e) {
      return late(identity);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late(identity);
    } catch (ExecutionException e) {
      // SpfChecker never throws; should it, the message must not be lost for it.
      String detail = SafeText.printable(e.toString(), MAX_DETAIL);
      return Verdict.ofProblem(identity, new Problem(ProblemCode.INTERNAL, "", detail));
    }
  }

  private Verdict late(Identity identity) {
    service.metrics().late();
    String detail = "no verdict after " + limit.toMillis() + " ms";
    return Verdict.ofProblem(identity, new Problem(ProblemCode.DEADLINE, "", detail));
  }

  /** Whether the client is one of those whom we trust, within the same time limit. */
  Trust trust() {
    CompletableFuture<Trust> asked = trust;
    if (asked == null) {
      asked = engine.trust(request.client());
      trust = asked;
    }
    try {
      return service.patience().await(asked, deadline, limit);
    } catch (TimeoutException | ExecutionException e) {
      return new Trust.Unknown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Trust.Unknown();
    }
  }

  /** Keeps what was decided on a recipient whose copy comes in; the strictest rule stays. */
  void accepted(Decision other) {
    Decision known = decision;
    boolean stricter = known == null || other.rule().action().compareTo(known.rule().action()) > 0;
    decision = stricter ? other : known;
  }

  /** What was decided on the recipients; null if nothing was. */
  @Nullable Decision decision() {
    return decision;
  }
}
