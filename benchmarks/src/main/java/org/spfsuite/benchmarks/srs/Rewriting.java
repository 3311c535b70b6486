package org.spfsuite.benchmarks.srs;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.spfsuite.srs.SrsForwarder;
import org.spfsuite.srs.SrsReverser;

/** One sender rewritten, or known again; JMH takes the outcome, so that all of it is made. */
@State(Scope.Benchmark)
public class Rewriting {

  /** Name of a {@link SrsWork}. */
  @Param("RECOMMENDED")
  public String work = "RECOMMENDED";

  private SrsWork what = SrsWork.RECOMMENDED;
  private SrsForwarder forwarder = what.forwarder();
  private SrsReverser reverser = what.reverser();
  private String[] senders = {};
  private String[] addresses = {};

  /** Where a thread stands. */
  @State(Scope.Thread)
  public static class Cursor {
    private int next;

    private String advance(String[] texts) {
      next = next + 1 >= texts.length ? 0 : next + 1;
      return texts[next];
    }
  }

  /** Makes senders and their addresses, and sees that each leads back. */
  @Setup
  public void open() {
    what = SrsWork.valueOf(work);
    forwarder = what.forwarder();
    reverser = what.reverser();
    senders = what.senders();
    addresses = what.addresses(senders);
  }

  /** A sender is rewritten. */
  @Benchmark
  public Object forward(Cursor cursor) {
    return what.forward(forwarder, cursor.advance(senders));
  }

  /** An address of ours is known again. */
  @Benchmark
  public Object reverse(Cursor cursor) {
    return reverser.reverse(cursor.advance(addresses));
  }
}
