package org.spfsuite.benchmarks.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.spfsuite.benchmarks.engine.Checks;
import org.spfsuite.benchmarks.engine.Engine;
import org.spfsuite.benchmarks.world.Shape;

/** Finds the way to run jSPF that is fastest here and says the same as all others. */
final class Peers {

  private static final long PATIENCE_SECONDS = 120;

  private final long trialNanos;

  Peers(Plan plan) {
    this.trialNanos = plan.iterationTime().toNanos();
  }

  /**
   * Checks per second of all ways to run jSPF, the fastest first, by one thread over a Google-like
   * policy. Those that hang, fail or disagree on any shape are left out, but the synchronous one,
   * which must agree.
   *
   * @throws IllegalStateException if the synchronous executor disagrees with us
   */
  Map<Engine, Double> trial() {
    Map<Engine, Double> speeds = new LinkedHashMap<>();
    for (Engine peer : Engine.peers()) {
      speed(peer).ifPresent(speed -> speeds.put(peer, speed));
    }
    Map<Engine, Double> sorted = new LinkedHashMap<>();
    speeds.entrySet().stream()
        .sorted(Map.Entry.<Engine, Double>comparingByValue().reversed())
        .forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return sorted;
  }

  private Optional<Double> speed(Engine peer) {
    ExecutorService worker = Executors.newSingleThreadExecutor(Peers::daemon);
    try {
      Future<Double> speed = worker.submit(() -> proveAndMeasure(peer));
      return Optional.of(speed.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      if (peer == Engine.JSPF_SYNCHRONOUS) {
        throw new IllegalStateException(e);
      }
      return Optional.empty(); // it is known to hang and to lose errors
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      worker.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "trial");
    thread.setDaemon(true);
    return thread;
  }

  private double proveAndMeasure(Engine peer) {
    for (Shape shape : Shape.values()) {
      Agreement.prove(shape.name(), shape.workload(), peer);
    }
    Checks checks = peer.open(Shape.GOOGLE.workload());
    perSecond(checks); // warm-up
    return perSecond(checks);
  }

  private double perSecond(Checks checks) {
    long start = System.nanoTime();
    int done = 0;
    while (System.nanoTime() - start < trialNanos) {
      checks.check(done % checks.count());
      done++;
    }
    return done * 1e9 / (System.nanoTime() - start);
  }
}
