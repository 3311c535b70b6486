package org.spfsuite.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.benchmarks.engine.Checks;
import org.spfsuite.benchmarks.engine.Engine;
import org.spfsuite.benchmarks.world.Workload;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.verdict.SpfResult;

/** Speeds are comparable only if both engines come to the same verdicts. */
final class Agreement {

  private static final int SHOWN = 10;

  private final Workload workload;
  private final Checks ours;
  private final Checks theirs;

  private Agreement(Workload workload, Engine peer) {
    this.workload = workload;
    this.ours = Engine.SPF_SUITE.open(workload);
    this.theirs = peer.open(workload);
  }

  /**
   * Lets both engines do requests from all over a workload, ours each of them twice, so that what
   * it remembers is compared too.
   *
   * @param atMost number of requests; all if there are no more
   * @return the number of requests that were done
   * @throws IllegalStateException if the engines disagree on any
   */
  static int prove(Workload workload, Engine peer, int atMost) {
    int count = workload.requests().size();
    int stride = (count - 1) / atMost + 1;
    Agreement agreement = new Agreement(workload, peer);
    List<String> disagreements = new ArrayList<>();
    int done = 0;
    for (int i = 0; i < count; i += stride) {
      agreement.disagreement(i).ifPresent(disagreements::add);
      done++;
    }
    if (!disagreements.isEmpty()) {
      throw new IllegalStateException(describe(disagreements, done));
    }
    return done;
  }

  private Optional<String> disagreement(int index) {
    SpfResult expected = theirs.result(theirs.check(index));
    SpfResult first = ours.result(ours.check(index));
    SpfResult second = ours.result(ours.check(index));
    if (expected == first && first == second) {
      return Optional.empty();
    }
    SpfRequest request = workload.requests().get(index);
    return Optional.of(
        "%s from %s: %s, then %s; jSPF: %s"
            .formatted(request.mailFrom(), request.client(), first, second, expected));
  }

  private static String describe(List<String> disagreements, int done) {
    return "%d of %d verdicts differ:%n%s"
        .formatted(
            disagreements.size(),
            done,
            String.join(
                System.lineSeparator(),
                disagreements.subList(0, Math.min(SHOWN, disagreements.size()))));
  }
}
