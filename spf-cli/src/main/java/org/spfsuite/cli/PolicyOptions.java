package org.spfsuite.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.scoring.policy.Mode;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.PolicyProblem;
import org.spfsuite.scoring.policy.PolicyProblem.Severity;
import org.spfsuite.scoring.policy.PolicyReading;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.policy.ScorePolicy;
import org.spfsuite.scoring.rule.ScoreSet;
import picocli.CommandLine.Option;

/** What messages are scored by. */
final class PolicyOptions {

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      converter = Values.ProfileName.class,
      description =
          "What to begin with: recommended (unless given), spamassassin, rspamd, or empty.")
  private Profile profile = Profile.RECOMMENDED;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Rules and points in SpamAssassin's syntax, read after the profile: later lines win. Of"
              + " a folder, its .pre and .cf files. May be repeated.")
  private final List<Path> files = new ArrayList<>();

  @Option(
      names = "--score-set",
      paramLabel = "0-3",
      converter = Values.ScoreSetNumber.class,
      description =
          "Which of four points count: 0 nothing from the network, 1 network (unless given), 2 and"
              + " 3 the same beside Bayes.")
  private ScoreSet scores = ScoreSet.NETWORK;

  @Option(
      names = "--verbose",
      description = "Also tell which lines of --config are right, but not for this engine.")
  private boolean verbose;

  ScoreSet scores() {
    return scores;
  }

  /**
   * Reads the policy and tells all that is wrong with it.
   *
   * @param mode whatever the files say; no value: as they say
   * @throws CommandException if the policy must not be used
   */
  ScorePolicy read(Optional<Mode> mode, Console console) {
    PolicyReading reading = new PolicyFiles(profile, files, mode, !scores.usesNetwork()).read();
    reading.problems().stream()
        .filter(problem -> verbose || problem.severity() != Severity.NOTE)
        .map(PolicyProblem::toString)
        .forEach(console::say);
    if (reading.omitted() > 0) {
      console.warn(reading.omitted() + " more problems of the configuration are not shown");
    }
    if (!reading.isUsable()) {
      throw CommandException.input("the configuration has errors, nothing was done");
    }
    return reading.policy();
  }
}
