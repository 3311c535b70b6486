package org.spfsuite.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import org.spfsuite.benchmarks.engine.Checks;
import org.spfsuite.benchmarks.engine.Engine;
import org.spfsuite.benchmarks.world.Workload;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.verdict.SpfResult;

/** Speeds are comparable only if both engines come to the same verdicts. */
final class Agreement {

  private static final int SHOWN = 10;

  private Agreement() {}

  /**
   * Lets both engines do every request, twice, so that what they remember is compared too.
   *
   * @return the number of requests
   * @throws IllegalStateException if the engines disagree on any
   */
  static int prove(String name, Workload workload, Engine peer) {
    Checks ours = Engine.SPF_SUITE.open(workload);
    Checks theirs = peer.open(workload);
    List<String> disagreements = new ArrayList<>();
    for (int i = 0; i < workload.requests().size(); i++) {
      SpfResult expected = theirs.result(theirs.check(i));
      SpfResult first = ours.result(ours.check(i));
      SpfResult second = ours.result(ours.check(i));
      if (expected != first || first != second) {
        disagreements.add(
            describe(workload.requests().get(i))
                + (": " + first + ", then " + second + "; " + "jSPF" + ": " + expected));
      }
    }
    if (!disagreements.isEmpty()) {
      throw new IllegalStateException(
          "%s: %d of %d verdicts differ:%n%s"
              .formatted(
                  name,
                  disagreements.size(),
                  workload.requests().size(),
                  String.join(
                      System.lineSeparator(),
                      disagreements.subList(0, Math.min(SHOWN, disagreements.size())))));
    }
    return workload.requests().size();
  }

  private static String describe(SpfRequest request) {
    return request.mailFrom() + " from " + request.client();
  }
}
