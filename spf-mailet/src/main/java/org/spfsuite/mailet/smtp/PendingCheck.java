package org.spfsuite.mailet.smtp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.SpfService;

/** The check of one MAIL command: started there, waited for where the decision falls. */
final class PendingCheck {

  private final SpfRequest request;
  private final CompletableFuture<Verdict> helo;
  private final CompletableFuture<Verdict> mailFrom;
  private final Duration limit;
  private final long deadline;

  private PendingCheck(
      SpfRequest request,
      CompletableFuture<Verdict> helo,
      CompletableFuture<Verdict> mailFrom,
      Duration limit) {
    this.request = request;
    this.helo = helo;
    this.mailFrom = mailFrom;
    this.limit = limit;
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  /**
   * Starts what is not under way yet.
   *
   * @param helo the check that began with HELO
   */
  static PendingCheck start(
      SpfService service, SpfRequest request, CompletableFuture<Verdict> helo) {
    CompletableFuture<Verdict> mailFrom =
        request.hasNullSender()
            ? helo.thenApply(verdict -> verdict.as(Identity.MAIL_FROM)) // RFC 7208 §2.4
            : service.checkMailFrom(request);
    return new PendingCheck(request, helo, mailFrom, service.configuration().checkTimeout());
  }

  SpfRequest request() {
    return request;
  }

  /** The verdicts, after waiting no longer than the time limit that began with MAIL. */
  SpfVerdicts await() {
    return new SpfVerdicts(await(helo, Identity.HELO), await(mailFrom, Identity.MAIL_FROM));
  }

  private Verdict await(CompletableFuture<Verdict> verdict, Identity identity) {
    try {
      long left = Math.max(deadline - System.nanoTime(), 0);
      return verdict.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return SpfService.late(identity, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return SpfService.late(identity, limit);
    } catch (ExecutionException e) {
      // SpfChecker never throws; should it, the message must not be lost for it.
      return SpfService.failed(identity, e);
    }
  }
}
