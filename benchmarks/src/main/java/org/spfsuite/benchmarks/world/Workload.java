package org.spfsuite.benchmarks.world;

import java.util.List;
import org.spfsuite.core.SpfRequest;

/**
 * What a benchmark does: one request after the other, from the start again behind the last one.
 *
 * @param world the DNS data
 * @param domains number of domains that are asked for
 * @param requests seeded and in random order
 * @param remembers whether this project may remember verdicts, as it does unless told otherwise
 */
public record Workload(World world, int domains, List<SpfRequest> requests, boolean remembers) {

  /** One whose verdicts may be remembered. */
  public Workload(World world, int domains, List<SpfRequest> requests) {
    this(world, domains, requests, true);
  }

  /** Copies the list. */
  public Workload {
    requests = List.copyOf(requests);
  }

  /** The same, but each verdict is worked out anew, over remembered DNS answers. */
  Workload interpreted() {
    return new Workload(world, domains, requests, false);
  }
}
