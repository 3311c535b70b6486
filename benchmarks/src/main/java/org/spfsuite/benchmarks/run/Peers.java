package org.spfsuite.benchmarks.run;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.spfsuite.benchmarks.engine.Checks;
import org.spfsuite.benchmarks.engine.Engine;
import org.spfsuite.benchmarks.world.Shape;
import org.spfsuite.benchmarks.world.Workload;

/**
 * The ways to run jSPF. Those that hang, fail or disagree with us on any request are left out, but
 * the synchronous one, which must agree; of the others the fastest is chosen.
 */
final class Peers {

  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 3;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Set<Engine> eligible = EnumSet.copyOf(Engine.peers());
  private final Duration patience;
  private final long trialNanos;

  /**
   * All of them.
   *
   * @param patience with one workload
   * @param trial how long each is tried in one round
   */
  Peers(Duration patience, Duration trial) {
    this.patience = patience;
    this.trialNanos = trial.toNanos();
  }

  /**
   * Lets all do the same requests as we.
   *
   * @param atMost number of requests
   * @return number of requests that were done
   * @throws IllegalStateException if the synchronous executor disagrees with us
   */
  int prove(Workload workload, int atMost) {
    int done = proveInTime(workload, Engine.JSPF_SYNCHRONOUS, atMost).orElseThrow();
    for (Engine peer : Engine.peers()) {
      if (peer != Engine.JSPF_SYNCHRONOUS
          && eligible.contains(peer)
          && proveInTime(workload, peer, atMost).isEmpty()) {
        eligible.remove(peer);
      }
    }
    return done;
  }

  private Optional<Integer> proveInTime(Workload workload, Engine peer, int atMost) {
    ExecutorService worker = Executors.newSingleThreadExecutor(Peers::daemon);
    try {
      return Optional.of(
          worker
              .submit(() -> Agreement.prove(workload, peer, atMost))
              .get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      if (peer == Engine.JSPF_SYNCHRONOUS) {
        throw new IllegalStateException(e);
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      worker.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "agreement");
    thread.setDaemon(true);
    return thread;
  }

  /** Checks per second of a Google-like policy by one thread; the fastest first. */
  Map<Engine, Double> trial() {
    Workload workload = Shape.GOOGLE.workload();
    Map<Engine, Checks> candidates = new EnumMap<>(Engine.class);
    eligible.forEach(peer -> candidates.put(peer, peer.open(workload)));
    Map<Engine, Double> best = new EnumMap<>(Engine.class);
    for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
      boolean counts = round >= WARM_UPS;
      candidates.forEach(
          (peer, checks) -> best.merge(peer, counts ? perSecond(checks) : warm(checks), Math::max));
    }
    return fastestFirst(best);
  }

  private double warm(Checks checks) {
    perSecond(checks);
    return 0;
  }

  private double perSecond(Checks checks) {
    long start = System.nanoTime();
    int done = 0;
    while (System.nanoTime() - start < trialNanos) {
      checks.check(done % checks.count());
      done++;
    }
    return done * NANOS_PER_SECOND / (System.nanoTime() - start);
  }

  private static Map<Engine, Double> fastestFirst(Map<Engine, Double> speeds) {
    List<Map.Entry<Engine, Double>> sorted =
        speeds.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .toList();
    return sorted.stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }
}
