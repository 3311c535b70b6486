package org.spfsuite.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.dns.cache.CachingResolver;
import org.spfsuite.scoring.Scorer;
import org.spfsuite.scoring.message.Header;
import org.spfsuite.scoring.policy.Mode;
import org.spfsuite.scoring.policy.ScorePolicy;
import org.spfsuite.scoring.tuning.Label;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code spf score}: the points of messages, and why. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.ERROR,
    exitCodeOnExecutionException = ExitCodes.ERROR,
    description = "Gives messages points for what SPF says of them, as a filter would.",
    customSynopsis = "spf score MESSAGE... [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all messages are ham",
      "1:at least one message is spam",
      "255:wrong usage, errors in the configuration (then nothing is scored), or a message"
          + " could not be read (then the others are scored)"
    },
    footer = {
      "",
      "Examples:",
      "  Score a message from your mailbox, of which the header tells everything:",
      "    spf score message.eml",
      "  Score it as your server got it, with rules of your own:",
      "    spf score --ip 192.0.2.3 --helo mx.example.org --mail-from me@example.com \\",
      "        --config local.cf message.eml",
      "  Make a log of mail that you have sorted, for 'spf tune':",
      "    spf score --json --label ham  ham/  > log.jsonl",
      "    spf score --json --label spam spam/ >> log.jsonl"
    })
final class ScoreCommand implements Callable<Integer> {

  private static final int JOBS = 16;
  private static final int MAX_JOBS = 1000;

  private final Console console;

  @Parameters(
      paramLabel = "MESSAGE",
      arity = "1..*",
      description =
          "File that holds a message; of a folder, all files in it; - is the standard input. Only"
              + " headers are read.")
  private final List<String> messages = new ArrayList<>();

  @Option(
      names = "--json",
      description = "Print one line of JSON for each message; 'spf tune' reads them.")
  private boolean json;

  @Option(
      names = "--headers",
      description = "Print the X-Spam fields that the configuration wants in the message.")
  private boolean headers;

  @Option(
      names = "--label",
      paramLabel = "ham|spam",
      converter = Values.LabelName.class,
      description = "With --json: what these messages are, for 'spf tune' to learn from.")
  private @Nullable Label label;

  @Mixin private final SessionOptions session = new SessionOptions();

  @Mixin private final PolicyOptions policy = new PolicyOptions();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = Values.ModeName.class,
      description =
          "strict, or parity: as SpamAssassin does it, weak points and all. Unless given, as the"
              + " profile has it.")
  private @Nullable Mode mode;

  @Mixin private final DnsOptions dns = new DnsOptions();

  @Option(
      names = "--receiver",
      paramLabel = "NAME",
      description = "Name of the filtering host, for --headers.")
  private String receiver = CheckSettings.DEFAULTS.receiver();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many messages are scored at once; 16 unless given.")
  private int jobs = JOBS;

  ScoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (json && headers) {
      throw CommandException.usage("--json and --headers exclude each other");
    }
    if (label != null && !json) {
      throw CommandException.usage("--label goes with --json only");
    }
    if (jobs < 1 || jobs > MAX_JOBS) {
      throw CommandException.usage("--jobs: " + jobs + " is not a number of 1 to " + MAX_JOBS);
    }
    MessageFiles.check(messages);
    session.request(Header.EMPTY); // complains before anything is read
    return new ScoreRun(scorer(), session::request, form(), console).score(messages, jobs);
  }

  private ScoreForm form() {
    if (json) {
      return ScoreForm.json(Optional.ofNullable(label));
    }
    return headers ? ScoreForm.headers(receiver) : ScoreForm.TEXT;
  }

  private Scorer scorer() {
    ScorePolicy read = policy.read(Optional.ofNullable(mode), console);
    return Scorer.builder()
        .policy(read)
        .scores(policy.scores())
        .resolver(CachingResolver.builder(dns.resolver(console::warn)).build())
        .build();
  }
}
