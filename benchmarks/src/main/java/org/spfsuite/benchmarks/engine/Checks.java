package org.spfsuite.benchmarks.engine;

import org.spfsuite.core.verdict.SpfResult;

/** A workload in the hands of an engine. The sender (MAIL FROM) is what is checked. */
public interface Checks {

  /** Nothing to check. */
  Checks NONE =
      new Checks() {
        @Override
        public int count() {
          return 0;
        }

        @Override
        public Object check(int index) {
          throw new IndexOutOfBoundsException(index);
        }

        @Override
        public SpfResult result(Object verdict) {
          throw new IllegalArgumentException();
        }
      };

  /** Number of requests. */
  int count();

  /** Does one check; the verdict is what the engine itself returns. */
  Object check(int index);

  /** The result of a verdict. */
  SpfResult result(Object verdict);
}
