package org.spfsuite.mailet.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last refusals, newest first, for the administrator to look at. Safe for several threads. */
public final class RefusalLog {

  private final Deque<Refusal> refusals = new ArrayDeque<>();
  private int capacity;

  /**
   * An empty log.
   *
   * @param capacity most refusals that are kept
   */
  public RefusalLog(int capacity) {
    this.capacity = capacity;
  }

  /** Remembers a refusal, perhaps in the place of the oldest. */
  public synchronized void add(Refusal refusal) {
    refusals.addFirst(refusal);
    trim();
  }

  /** Changes how many are kept. */
  public synchronized void keep(int count) {
    capacity = count;
    trim();
  }

  private void trim() {
    while (refusals.size() > capacity) {
      refusals.removeLast();
    }
  }

  /** What is remembered, newest first. */
  public synchronized List<Refusal> all() {
    return new ArrayList<>(refusals);
  }
}
