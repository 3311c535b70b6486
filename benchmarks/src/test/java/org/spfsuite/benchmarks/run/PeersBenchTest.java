package org.spfsuite.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spfsuite.benchmarks.engine.Engine;
import org.spfsuite.benchmarks.world.Shape;
import org.spfsuite.benchmarks.world.Workload;
import org.spfsuite.benchmarks.world.World;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.verdict.SpfResult;

final class PeersBenchTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Peers peers = new Peers(PATIENCE, Duration.ofMillis(1));

  @Test
  void eachVerdictThatDiffersIsTold() {
    World ours = World.builder().txt("a.example", "v=spf1 ip4:192.0.2.1 -all").build();
    World theirs = World.builder().txt("a.example", "v=spf1 ip4:192.0.2.0/24 -all").build();
    Workload split =
        new Workload(
            new World(ours.resolver(), theirs.texts()),
            1,
            List.of(
                SpfRequest.of("192.0.2.1", "h.example", "u@a.example"),
                SpfRequest.of("192.0.2.2", "h.example", "u@a.example")));
    assertThatThrownBy(() -> peers.prove(split, 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1 of 2 verdicts differ")
        .hasMessageContaining("u@a.example from 192.0.2.2: fail, then fail; jSPF: pass");
  }

  @Test
  void aSampleReachesAsFarAsAllRequests() {
    Workload workload = Shape.SIMPLE.workload();
    assertThat(peers.prove(workload, 100)).isBetween(90, 100);
    assertThat(peers.prove(workload, Integer.MAX_VALUE)).isEqualTo(workload.requests().size());
  }

  @Test
  void theFastestIsTheFirst() {
    assertThat(List.copyOf(peers.trial().values()))
        .hasSize(Engine.peers().size())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void workloadsHaveAllSortsOfVerdicts() {
    Workload mixed = Shape.MIXED.workload();
    var checks = Engine.SPF_SUITE.open(mixed);
    assertThat(mixed.requests().stream().map(SpfRequest::mailFrom).distinct().count())
        .isGreaterThan(1_000);
    assertThat(
            IntStream.range(0, checks.count())
                .mapToObj(i -> checks.result(checks.check(i)))
                .distinct())
        .contains(
            SpfResult.PASS,
            SpfResult.FAIL,
            SpfResult.SOFTFAIL,
            SpfResult.NEUTRAL,
            SpfResult.NONE,
            SpfResult.PERMERROR);
  }
}
