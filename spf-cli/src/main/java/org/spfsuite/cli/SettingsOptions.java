package org.spfsuite.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.check.CheckSettings;
import picocli.CommandLine.Option;

/** How to check. */
final class SettingsOptions {

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Values.Wait.class,
      description = "Time limit of one check, such as 500ms, 5s or 1m; 20s unless given.")
  private Duration timeout = CheckSettings.DEFAULTS.limits().timeout();

  @Option(
      names = "--receiver",
      paramLabel = "NAME",
      description = "Name of the receiving host, for %%{r} and header fields.")
  private String receiver = CheckSettings.DEFAULTS.receiver();

  @Option(
      names = "--default-explanation",
      paramLabel = "TEXT",
      description = "What to say of a fail where the domain's owner says nothing.")
  private @Nullable String defaultExplanation;

  CheckSettings settings() {
    CheckSettings settings =
        CheckSettings.DEFAULTS
            .withLimits(CheckSettings.DEFAULTS.limits().withTimeout(timeout))
            .withReceiver(receiver);
    return defaultExplanation == null
        ? settings
        : settings.withDefaultExplanation(defaultExplanation);
  }
}
