package org.spfsuite.benchmarks.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spfsuite.benchmarks.engine.Engine;
import org.spfsuite.benchmarks.world.Shape;

/**
 * Everything that was measured in one run.
 *
 * @param peers ways to run jSPF and their checks per second, the chosen one first
 * @param agreed requests on which both engines said the same
 * @param hot benchmarks with all DNS in memory
 * @param cold checks of unknown domains
 * @param burst one unknown domain, many checks
 * @param memory memory of known domains
 * @param grown points of curves
 * @param scaling what a second thread brings
 */
public record Figures(
    Map<Engine, Double> peers,
    int agreed,
    List<Hot> hot,
    List<Cold> cold,
    List<Burst> burst,
    List<Memory> memory,
    List<Grown> grown,
    List<Scaling> scaling) {

  /** The way to run jSPF that all ratios are about. */
  public Engine peer() {
    return peers.keySet().iterator().next();
  }

  /** Our speed, or that of the peer. */
  public Speed hot(Shape shape, boolean ours, int threads) {
    return hot.stream()
        .filter(h -> h.shape() == shape && h.threads() == threads)
        .filter(h -> (h.engine() == Engine.SPF_SUITE) == ours)
        .findFirst()
        .orElseThrow()
        .speed();
  }

  /** How many times faster than the peer we are. */
  public double ratio(Shape shape, int threads) {
    return hot(shape, true, threads).perSecond() / hot(shape, false, threads).perSecond();
  }

  /** A cold figure. */
  public Cold cold(ColdScenario scenario, ColdClient client) {
    return cold.stream()
        .filter(c -> c.scenario() == scenario && c.client() == client)
        .findFirst()
        .orElseThrow();
  }

  /** The points of one curve, smallest first. */
  public List<Grown> curve(Grown.Axis axis, boolean ours) {
    return grown.stream()
        .filter(g -> g.axis() == axis && (g.engine() == Engine.SPF_SUITE) == ours)
        .toList();
  }

  /** What whole policies take. */
  public Optional<Memory> policyMemory() {
    return memory.stream().filter(m -> m.kept() == Memory.Kept.WHOLE).findFirst();
  }
}
