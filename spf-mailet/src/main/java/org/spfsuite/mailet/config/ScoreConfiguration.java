package org.spfsuite.mailet.config;

import java.util.List;
import org.spfsuite.mailet.policy.ScoreThresholds;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.rule.ScoreSet;

/**
 * How messages get points. {@link SpfOptions} documents each value.
 *
 * @param profile the policy that comes with us
 * @param files that follow it, as they are named
 * @param scores which points count
 * @param thresholds what scores lead to
 */
public record ScoreConfiguration(
    Profile profile, List<String> files, ScoreSet scores, ScoreThresholds thresholds) {

  /** Copies the list. */
  public ScoreConfiguration {
    files = List.copyOf(files);
  }

  /** Whether a file need not exist, since nobody asked for it. */
  public boolean isOptional(String file) {
    return SpfOptions.SCORE_CONFIG.defaultValue().contains(file);
  }
}
