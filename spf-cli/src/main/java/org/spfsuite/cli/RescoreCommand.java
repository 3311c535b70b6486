package org.spfsuite.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spfsuite.scoring.policy.ScorePolicy;
import org.spfsuite.scoring.rule.CompiledRules;
import org.spfsuite.scoring.tuning.WhatIf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spf rescore}: what another configuration would have made of a log. */
@Command(
    name = "rescore",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.ERROR,
    exitCodeOnExecutionException = ExitCodes.ERROR,
    description = "Tells what another configuration would have made of a log.",
    customSynopsis = "spf rescore LOG... --config FILE [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "255:wrong usage, or something could not be read; lines of a log that cannot be read are"
          + " told and left out"
    },
    footer = {
      "",
      "No message is looked at again: what was true of it counts as the log has it.",
      "What a configuration has for some recipients or senders only is left aside.",
      "",
      "Example:",
      "  spf rescore log.jsonl --config local.cf --config refitted.cf"
    })
final class RescoreCommand implements Callable<Integer> {

  private static final int CHANGED = 20;
  private static final int MAX_CHANGED = 1_000_000;

  private final Console console;

  @Mixin private final LogFiles logs = new LogFiles();

  @Option(
      names = "--changed",
      paramLabel = "N",
      description = "How many messages that change sides are named; 20 unless given.")
  private int changed = CHANGED;

  @Mixin private final PolicyOptions policy = new PolicyOptions();

  RescoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (changed < 0 || changed > MAX_CHANGED) {
      throw CommandException.usage("--changed: " + changed + " is not a number of 0 to 1000000");
    }
    ScorePolicy other = policy.read(Optional.empty(), console);
    CompiledRules rules = CompiledRules.of(other.rules(), policy.scores());
    try {
      WhatIf whatIf = new WhatIf(rules::score, other.required(), changed);
      boolean good = logs.read(console, whatIf);
      console.write(whatIf.report().text());
      console.flush();
      return good ? ExitCodes.OK : ExitCodes.ERROR;
    } catch (IllegalArgumentException e) {
      throw CommandException.input("the configuration: " + e.getMessage());
    }
  }
}
