package org.spfsuite.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.check.DomainOverrides;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.cache.CachingResolver;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spf check}: one check, or as many as the input has lines. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.ERROR,
    exitCodeOnExecutionException = ExitCodes.ERROR,
    description = "Checks what a mail client claims, as a mail server would.",
    customSynopsis = {
      "spf check --ip ADDRESS [--mail-from ADDRESS] [--helo NAME] [OPTION]...",
      "       spf check --batch [FILE] [--jobs N] [OPTION]..."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes (as spfquery of Mail::SPF):%n",
    exitCodeList = {
      "0:pass",
      "1:fail",
      "2:softfail",
      "3:neutral",
      "4:permerror",
      "5:temperror",
      "6:none",
      "255:wrong usage, or something could not be read or written",
      " :If both identities are checked, it is the result of MAIL FROM. A batch ends with 0,"
          + " or with 255 if any line could not be read."
    },
    footer = {
      "",
      "A line of a batch names the client and one or both of its claims, and maybe an",
      "id of any kind, which is given back:",
      "  {\"id\":1,\"ip\":\"192.0.2.3\",\"helo\":\"mx.example.org\",\"mailfrom\":\"me@example.com\"}",
      "",
      "Examples:",
      "  Ask DNS, and see every step:",
      "    spf check --ip 192.0.2.3 --mail-from me@example.com --explain",
      "  Try a record before it is published:",
      "    spf check --ip 192.0.2.3 --mail-from me@example.com \\",
      "        --record \"v=spf1 mx include:_spf.example.net -all\"",
      "  Check the clients of a log, 50 at a time:",
      "    spf check --batch clients.jsonl --jobs 50 > verdicts.jsonl"
    })
final class CheckCommand implements Callable<Integer> {

  private static final int JOBS = 16;
  private static final int MAX_JOBS = 1000;

  private final Console console;

  @Option(
      names = "--ip",
      paramLabel = "ADDRESS",
      converter = Values.Address.class,
      description = "Address of the client.")
  private @Nullable IpAddress ip;

  @Option(
      names = "--mail-from",
      paramLabel = "ADDRESS",
      description = "The sender; '' is the null sender, which is checked by the HELO name.")
  private @Nullable String mailFrom;

  @Option(
      names = "--helo",
      paramLabel = "NAME",
      description = "The name in HELO or EHLO. At least one of --mail-from and --helo is needed.")
  private @Nullable String helo;

  @Option(names = "--explain", description = "Show every step of the evaluation.")
  private boolean explain;

  @Option(
      names = "--json",
      description = "Print JSON (docs/verdict.schema.json); every step only with --explain.")
  private boolean json;

  @Option(
      names = "--record",
      paramLabel = "RECORD",
      description = "Check this record as if the sender's domain published it.")
  private @Nullable String record;

  @Mixin private final DnsOptions dns = new DnsOptions();

  @Mixin private final SettingsOptions settings = new SettingsOptions();

  @Option(
      names = "--batch",
      arity = "0..1",
      paramLabel = "FILE",
      fallbackValue = "-",
      description =
          "Read checks from FILE, or from the standard input, and write one line of JSON for each,"
              + " in the same order. With --explain, each holds its whole verdict. DNS answers are"
              + " kept for later lines as long as their TTL allows.")
  private @Nullable String batch;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many lines of a batch are checked at once; 16 unless given.")
  private @Nullable Integer jobs;

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    return batch == null ? checkOne() : checkAll(batch);
  }

  private int checkOne() throws IOException {
    if (jobs != null) {
      throw CommandException.usage("--jobs goes with --batch only");
    }
    Claim claim = claim();
    CheckSettings checkSettings = withRecord(checkSettings(), claim);
    List<Verdict> verdicts = claim.check(checker(resolver(), checkSettings));
    console.write(
        json
            ? Report.json(verdicts)
            : Report.text(
                verdicts, claim.request(), checkSettings.receiver(), console.treeStyle()));
    console.flush();
    Verdict decisive = verdicts.get(verdicts.size() - 1);
    return ExitCodes.of(decisive.result());
  }

  private Claim claim() {
    if (ip == null) {
      throw CommandException.usage("--ip is missing: the address of the client");
    }
    try {
      return Claim.of(ip, helo, mailFrom);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage() + " (--mail-from, --helo)");
    }
  }

  private CheckSettings withRecord(CheckSettings checkSettings, Claim claim) {
    if (record == null) {
      return checkSettings;
    }
    String domain = claim.domain();
    // Overrides would take an asterisk for a pattern.
    if (domain.isEmpty() || domain.startsWith("[") || domain.startsWith("*")) {
      throw CommandException.usage("--record: there is no domain that could publish it");
    }
    try {
      String ascii = IDN.toASCII(domain); // as the engine will look for it
      return checkSettings.withOverrides(DomainOverrides.builder().replace(ascii, record).build());
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--record: " + e.getMessage());
    }
  }

  private int checkAll(String file) throws IOException {
    if (ip != null || helo != null || mailFrom != null || record != null) {
      throw CommandException.usage(
          "--batch takes what is to be checked from its input;"
              + " --ip, --helo, --mail-from and --record do not go with it");
    }
    CheckSettings checkSettings = checkSettings();
    DnsResolver resolver = CachingResolver.builder(resolver()).build();
    Batch checks = new Batch(checker(resolver, checkSettings), checkSettings.receiver(), jobs());
    if (file.equals("-")) {
      return checks.run(console.in(), console);
    }
    try (InputStream in = open(Path.of(file))) {
      return checks.run(in, console);
    }
  }

  private int jobs() {
    int count = jobs == null ? JOBS : jobs;
    if (count < 1 || count > MAX_JOBS) {
      throw CommandException.usage("--jobs: " + count + " is not a number of 1 to " + MAX_JOBS);
    }
    return count;
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw CommandException.unreadable("--batch " + file, e);
    }
  }

  private CheckSettings checkSettings() {
    return settings.settings().withTraces(explain);
  }

  private DnsResolver resolver() {
    return dns.resolver(console::warn);
  }

  private static SpfChecker checker(DnsResolver resolver, CheckSettings checkSettings) {
    return SpfChecker.builder().resolver(resolver).settings(checkSettings).build();
  }
}
