package org.spfsuite.core.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * The targets under coverage-guided fuzzing: {@code JAZZER_FUZZ=1 mvn -Pfuzz test -pl spf-core
 * -Dtest=FuzzCampaign#record}.
 */
final class FuzzCampaign {

  @FuzzTest(maxDuration = "5m")
  void record(byte[] input) {
    FuzzTargets.record(input);
  }

  @FuzzTest(maxDuration = "5m")
  void explanation(byte[] input) {
    FuzzTargets.explanation(input);
  }

  @FuzzTest(maxDuration = "5m")
  void receivedSpf(byte[] input) {
    FuzzTargets.receivedSpf(input);
  }

  @FuzzTest(maxDuration = "5m")
  void authenticationResults(byte[] input) {
    FuzzTargets.authenticationResults(input);
  }
}
