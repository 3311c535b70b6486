package org.spfsuite.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spfsuite.scoring.policy.ScorePolicy;
import org.spfsuite.scoring.rule.CompiledRules;
import org.spfsuite.scoring.tuning.LoggedMessage;
import org.spfsuite.scoring.tuning.NothingToLearn;
import org.spfsuite.scoring.tuning.Refit;
import org.spfsuite.scoring.tuning.RefitOptions;
import org.spfsuite.scoring.tuning.RefitOutcome;
import org.spfsuite.scoring.tuning.Refitted;
import org.spfsuite.scoring.tuning.RocSvg;
import org.spfsuite.scoring.tuning.ScoreFile;
import org.spfsuite.scoring.tuning.TrainingSet;
import org.spfsuite.scoring.tuning.TuningReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spf tune}: points refitted to a log. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.ERROR,
    exitCodeOnExecutionException = ExitCodes.ERROR,
    description = "Refits the points of rules to mail that you have sorted.",
    customSynopsis = "spf tune LOG... [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "255:wrong usage, nothing to learn from, or something could not be read or written; lines"
          + " of a log that cannot be read are told and left out"
    },
    footer = {
      "",
      "Lists and rules worth nothing stay as they are; what senders have in hand, such",
      "as SPF_PASS, gets -0.5 to 0 points. The log should hold ham and spam in the",
      "proportion in which they arrive, scored with the same configuration.",
      "",
      "Example:",
      "  spf score --json --label ham  ham/  > log.jsonl",
      "  spf score --json --label spam spam/ >> log.jsonl",
      "  spf tune log.jsonl --output refitted.cf --svg roc.svg",
      "  spf rescore log.jsonl --config refitted.cf"
    })
final class TuneCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final LogFiles logs = new LogFiles();

  @Option(
      names = "--output",
      paramLabel = "FILE.cf",
      description = "Write the new points there instead of behind the report.")
  private @Nullable Path output;

  @Option(
      names = "--svg",
      paramLabel = "FILE.svg",
      description = "Draw the ROC curves of present and new points.")
  private @Nullable Path svg;

  @Option(
      names = "--required",
      paramLabel = "POINTS",
      description = "From how many points on mail is spam; unless given, as configured.")
  private @Nullable Double required;

  @Option(
      names = "--false-positive-cost",
      paramLabel = "N",
      description =
          "How many spam messages let through are as bad as one ham refused; 10 unless given.")
  private double falsePositiveCost = RefitOptions.DEFAULTS.falsePositiveCost();

  @Option(
      names = "--folds",
      paramLabel = "N",
      description = "Parts for cross-validation, 2 to 100; 10 unless given.")
  private int folds = RefitOptions.DEFAULTS.folds();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Deals messages into parts; the same seed and log give the same points.")
  private long seed = RefitOptions.DEFAULTS.seed();

  @Mixin private final PolicyOptions policy = new PolicyOptions();

  TuneCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ScorePolicy present = policy.read(Optional.empty(), console);
    RefitOptions options = options(present);
    TrainingSet.Collector collector = collector(present, options.required());
    CompiledRules rules = CompiledRules.of(present.rules(), policy.scores());
    try (OutputFile points = output == null ? null : OutputFile.of(output);
        OutputFile drawing = svg == null ? null : OutputFile.of(svg)) {
      boolean good = logs.read(console, message -> collector.accept(withMetas(message, rules)));
      print(refitted(Refit.of(collector.collected(), options)), points, drawing);
      return good ? ExitCodes.OK : ExitCodes.ERROR;
    }
  }

  private RefitOptions options(ScorePolicy present) {
    try {
      return RefitOptions.DEFAULTS
          .with()
          .required(required == null ? present.required() : required)
          .falsePositiveCost(falsePositiveCost)
          .folds(folds)
          .seed(seed)
          .build();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  private TrainingSet.Collector collector(ScorePolicy present, double threshold) {
    try {
      return TrainingSet.collector(TunableRules.of(present, policy.scores(), threshold));
    } catch (IllegalArgumentException e) {
      throw CommandException.input("the configuration: " + e.getMessage());
    }
  }

  /** What was worth nothing when the log was written is no hit there, and metas are no facts. */
  private static LoggedMessage withMetas(LoggedMessage message, CompiledRules rules) {
    if (message.facts().isEmpty() && !message.hits().isEmpty()) {
      return message; // of a log without facts
    }
    Set<String> facts = new LinkedHashSet<>(message.facts());
    rules.hits(message.facts()).forEach(hit -> facts.add(hit.rule()));
    return new LoggedMessage(
        message.id(), message.label(), message.score(), message.required(), message.hits(), facts);
  }

  private static Refitted refitted(RefitOutcome outcome) {
    if (outcome instanceof NothingToLearn nothing) {
      throw CommandException.input("nothing to learn: " + nothing.reason());
    }
    return (Refitted) outcome;
  }

  private void print(Refitted refitted, @Nullable OutputFile points, @Nullable OutputFile drawing)
      throws IOException {
    String file = ScoreFile.write(refitted, Instant.now());
    console.write(TuningReport.of(refitted) + (points == null ? "\n" + file : ""));
    console.flush();
    if (points != null) {
      points.write(file);
    }
    if (drawing != null) {
      drawing.write(RocSvg.of(refitted));
    }
  }
}
