package org.spfsuite.core.dns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.RecordType;

/** Forgetting on request. */
final class CacheFlushTest extends CacheFixture {

  private static final DnsName DOMAIN = question(NAME).name();

  @Test
  void forgetsANameAndAllBelowItInAllTypes() throws Exception {
    CachingResolver cache = cache().build();
    List<DnsQuestion> gone =
        List.of(
            question(NAME),
            new DnsQuestion(DOMAIN, RecordType.MX),
            question("a.b.example.com"),
            question("_SPF.Example.COM"));
    List<DnsQuestion> kept =
        List.of(question("com"), question("anexample.com"), question("example.org"));
    upstream.says(text(60, 1));
    ask(cache, gone);
    ask(cache, kept);
    cache.flush(DOMAIN);
    assertThat(cache.statistics().entries()).isEqualTo(kept.size());
    upstream.asked.clear();
    ask(cache, kept);
    assertThat(upstream.asked).isEmpty();
    ask(cache, gone);
    assertThat(upstream.asked).containsExactlyElementsOf(gone);
  }

  @Test
  void clearsEverything() throws Exception {
    CachingResolver cache = cache().build();
    upstream.says(text(60, 1));
    ask(cache);
    ask(cache, question("example.org"));
    cache.clear();
    assertThat(cache.statistics().entries()).isZero();
    assertThat(ask(cache)).isEqualTo(text(60, 1));
  }

  @Test
  void keepsNothingThatWasAskedBefore() throws Exception {
    CachingResolver flushed = cache().build();
    keepsNothing(flushed, () -> flushed.flush(DOMAIN));
    CachingResolver cleared = cache().build();
    keepsNothing(cleared, cleared::clear);
  }

  private void keepsNothing(CachingResolver cache, Runnable forget) throws Exception {
    CompletableFuture<DnsAnswer> before = upstream.waits();
    CompletionStage<DnsAnswer> early = cache.lookup(question(NAME));
    forget.run();
    CompletableFuture<DnsAnswer> after = upstream.waits();
    CompletionStage<DnsAnswer> late = cache.lookup(question(NAME));
    before.complete(text("old"));
    assertThat(get(early)).as("who waits is served").isEqualTo(text("old"));
    assertThat(late.toCompletableFuture()).isNotDone();
    after.complete(text(60, 1));
    assertThat(get(late)).isEqualTo(text(60, 1));
    assertThat(ask(cache)).isEqualTo(text(60, 0));
  }

  @Test
  void leavesLookupsOfOtherNamesAlone() throws Exception {
    CachingResolver cache = cache().build();
    CompletableFuture<DnsAnswer> later = upstream.waits();
    cache.lookup(question("example.org"));
    cache.flush(DOMAIN);
    CompletionStage<DnsAnswer> joined = cache.lookup(question("example.org"));
    later.complete(text(60, 1));
    assertThat(get(joined)).isEqualTo(text(60, 0));
    assertThat(ask(cache, question("example.org"))).isEqualTo(text(60, 0));
    assertThat(upstream.asked).hasSize(1);
  }

  @Test
  void keepsNoRefreshThatBeganBefore() throws Exception {
    CachingResolver cache = cache().refreshAhead(true).build();
    upstream.says(text(100, 1));
    ask(cache);
    passSeconds(95);
    CompletableFuture<DnsAnswer> refresh = upstream.waits();
    ask(cache);
    cache.flush(DOMAIN);
    refresh.complete(text("old"));
    upstream.says(text(60, 1));
    assertThat(ask(cache)).isEqualTo(text(60, 1));
  }

  @Test
  void forgetsBackOffsAndStaleAnswersToo() throws Exception {
    CachingResolver cache = cache().serveStale(Duration.ofDays(1)).build();
    DnsAnswer down = failure(FailureKind.SERVFAIL, 4);
    upstream.says(text(60, 1));
    ask(cache);
    passSeconds(60);
    upstream.says(down);
    assertThat(ask(cache).meta().stale()).isTrue();
    cache.flush(DOMAIN);
    assertThat(ask(cache)).isEqualTo(down);
    cache.flush(DOMAIN);
    upstream.says(text(60, 1));
    assertThat(ask(cache)).isEqualTo(text(60, 1));
  }

  private static void ask(CachingResolver cache, List<DnsQuestion> questions) throws Exception {
    for (DnsQuestion question : questions) {
      ask(cache, question);
    }
  }
}
