package org.spfsuite.cli;

import org.spfsuite.core.verdict.SpfResult;

/** Exit codes as {@code spfquery} of Mail::SPF has them, so that scripts may change over. */
final class ExitCodes {

  /** Everything was done. */
  static final int OK = 0;

  /** At least one message is spam. */
  static final int SPAM = 1;

  /** At least one address could not be rewritten or reversed. */
  static final int SOME_NOT = 1;

  /** A service could not start, or ended by itself; as postsrsd has it. */
  static final int NO_SERVICE = 1;

  /** Wrong usage, or something could not be read or written. */
  static final int ERROR = 255;

  private ExitCodes() {}

  static int of(SpfResult result) {
    return switch (result) {
      case PASS -> 0;
      case FAIL -> 1;
      case SOFTFAIL -> 2;
      case NEUTRAL -> 3;
      case PERMERROR -> 4;
      case TEMPERROR -> 5;
      case NONE -> 6;
    };
  }
}
