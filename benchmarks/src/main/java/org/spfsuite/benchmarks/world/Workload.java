package org.spfsuite.benchmarks.world;

import java.util.List;
import org.spfsuite.core.SpfRequest;

/**
 * What a benchmark does: one request after the other, from the start again behind the last one.
 *
 * @param world the DNS data
 * @param domains number of domains that are asked for
 * @param requests seeded and in random order
 */
public record Workload(World world, int domains, List<SpfRequest> requests) {

  /** Copies the list. */
  public Workload {
    requests = List.copyOf(requests);
  }
}
