package org.spfsuite.benchmarks.scoring;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.score.CompiledPolicy;

/** One message scored, its verdicts known; JMH takes the report, so that all of it is made. */
@State(Scope.Benchmark)
public class ScoreMessages {

  /** Name of what {@link Scored#named} knows. */
  @Param("profile RECOMMENDED")
  public String workload = "profile RECOMMENDED";

  private CompiledPolicy policy = Scored.ready(PolicyFiles.shipped(Profile.EMPTY));
  private Facts[] facts = {};

  /** Where a thread stands in the messages. */
  @State(Scope.Thread)
  public static class Cursor {
    private int next;

    /** Spreads the threads over the messages. */
    @Setup
    public void start(ScoreMessages messages, ThreadParams thread) {
      next = messages.facts.length * thread.getThreadIndex() / thread.getThreadCount();
    }

    private int advance(int count) {
      int index = next;
      next = index + 1 == count ? 0 : index + 1;
      return index;
    }
  }

  /** Makes policy and messages, and sees that each scores what it must. */
  @Setup
  public void open() {
    Scored scored = Scored.named(workload);
    policy = scored.policy();
    facts = scored.cases().stream().map(Case::facts).toArray(Facts[]::new);
  }

  /** What is measured. */
  @Benchmark
  public Object score(Cursor cursor) {
    return policy.score(facts[cursor.advance(facts.length)]);
  }
}
