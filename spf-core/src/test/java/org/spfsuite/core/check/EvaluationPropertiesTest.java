package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.RandomPolicies;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** What must hold for every policy, tried on random ones; the seed is the test's argument. */
final class EvaluationPropertiesTest {

  private static final int WORLDS = 300;
  private static final int REQUESTS = 10;

  static LongStream seeds() {
    return LongStream.range(0, WORLDS);
  }

  private static Verdict check(DnsResolver dns, SpfRequest request) {
    return SpfChecker.builder().resolver(dns).build().checkMailFrom(request);
  }

  private static void assertUnchanged(long seed, UnaryOperator<String> change) {
    RandomPolicies world = new RandomPolicies(seed);
    Zone before = world.zone(UnaryOperator.identity());
    Zone after = world.zone(change);
    for (int i = 0; i < REQUESTS; i++) {
      SpfRequest request = world.request();
      assertThat(check(after, request).result())
          .as("seed %d, %s", seed, request)
          .isEqualTo(check(before, request).result());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void unknownModifierNeverChangesAResult(long seed) {
    Random random = new Random(seed);
    assertUnchanged(
        seed,
        record -> {
          List<String> terms = new ArrayList<>(Arrays.asList(record.split(" ")));
          terms.add(1 + random.nextInt(terms.size()), "x-" + random.nextInt(9) + "=%{d}/%%");
          return String.join(" ", terms);
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void caseOfNamesNeverChangesAResult(long seed) {
    Random random = new Random(seed);
    assertUnchanged(
        seed,
        record ->
            Arrays.stream(record.split(" "))
                .map(term -> flipName(term, random))
                .reduce((a, b) -> a + " " + b)
                .orElseThrow());
  }

  /** Changes the case of letters up to the first character that ends a name. */
  private static String flipName(String term, Random random) {
    int end = term.startsWith("v=") ? term.length() : 0;
    while (end < term.length() && ":/=".indexOf(term.charAt(end)) < 0) {
      end++;
    }
    StringBuilder flipped = new StringBuilder();
    for (char c : term.substring(0, end).toCharArray()) {
      String letter = String.valueOf(c);
      flipped.append(random.nextBoolean() ? letter.toUpperCase(Locale.ROOT) : letter);
    }
    return flipped + term.substring(end);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyCheckStaysWithinItsBounds(long seed) {
    RandomPolicies world = new RandomPolicies(seed);
    Zone zone = world.zone(UnaryOperator.identity());
    for (int i = 0; i < REQUESTS; i++) {
      AtomicInteger questions = new AtomicInteger();
      SpfRequest request = world.request();
      Verdict verdict =
          check(
              question -> {
                questions.incrementAndGet();
                return zone.lookup(question);
              },
              request);

      assertThat(verdict.counters().lookups()).isLessThanOrEqualTo(10);
      assertThat(questions).hasValueLessThanOrEqualTo(BoundsTest.MAX_QUESTIONS);
      boolean error =
          verdict.result() == SpfResult.PERMERROR || verdict.result() == SpfResult.TEMPERROR;
      assertThat(verdict.problem().isPresent()).as("seed %d, %s", seed, verdict).isEqualTo(error);
    }
  }

  @Test
  void randomWorldsLeadToEveryResult() {
    Map<SpfResult, Long> counts =
        seeds()
            .mapToObj(RandomPolicies::new)
            .flatMap(
                world ->
                    IntStream.range(0, REQUESTS)
                        .mapToObj(
                            i -> check(world.zone(UnaryOperator.identity()), world.request())))
            .collect(Collectors.groupingBy(Verdict::result, Collectors.counting()));

    assertThat(counts.keySet()).containsExactlyInAnyOrder(SpfResult.values());
    assertThat(counts.values()).as("%s", counts).allMatch(count -> count > WORLDS * REQUESTS / 100);
  }
}
