package org.spfsuite.mailet.admin;

import com.google.inject.Inject;
import java.time.Duration;
import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.reactivestreams.Publisher;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.mailet.SpfService;
import org.spfsuite.mailet.engine.SpfEngine;
import reactor.core.publisher.Mono;

/**
 * Whether DNS servers answer and the cache stays within its bounds. Without DNS mail still comes
 * in, as {@code temperror}; so that is a degradation, not a failure.
 *
 * <pre>
 * # conf/healthcheck.properties
 * additional.healthchecks=org.spfsuite.mailet.admin.SpfHealthCheck
 * </pre>
 */
public final class SpfHealthCheck implements HealthCheck {

  private static final ComponentName NAME = new ComponentName("SPF");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_DETAIL = 200;

  private final SpfService service;

  /** Made by James's loader. */
  @Inject
  public SpfHealthCheck(SpfService service) {
    this.service = service;
  }

  @Override
  public ComponentName componentName() {
    return NAME;
  }

  @Override
  public Publisher<Result> check() {
    SpfEngine engine = service.engine();
    return Mono.fromCompletionStage(engine.probe())
        .timeout(PATIENCE)
        .map(answer -> result(answer, engine))
        .onErrorResume(error -> Mono.just(degraded("DNS does not answer: " + error)));
  }

  private static Result result(DnsAnswer answer, SpfEngine engine) {
    if (answer instanceof DnsAnswer.Failure failure) {
      return degraded("DNS does not answer: " + failure.kind() + " " + failure.detail());
    }
    long bytes = engine.answers().bytes();
    long bound = engine.configuration().dns().cacheBytes();
    return bytes > bound
        ? degraded("the DNS cache holds " + bytes + " bytes, more than its " + bound)
        : Result.healthy(NAME);
  }

  private static Result degraded(String cause) {
    return Result.degraded(NAME, SafeText.printable(cause, MAX_DETAIL));
  }
}
