package org.spfsuite.cli;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.SrsReverser;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code spf srs reverse}: whom addresses are for. */
@Command(
    name = "reverse",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.ERROR,
    exitCodeOnExecutionException = ExitCodes.ERROR,
    description = "Tells whom addresses in an SRS domain are for, if they are genuine.",
    customSynopsis = "spf srs reverse [ADDRESS]... --domain DOMAIN --key-file FILE [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:each address is genuine",
      "1:at least one is forged, too old, or none of the SRS domain",
      "255:wrong usage, or something could not be read or written"
    },
    footer = {
      "",
      "Examples:",
      "  spf srs reverse --key-file srs.keys --domain srs.example.org \\",
      "      SRS0=bJvyL2=TK=example.com=me@srs.example.org",
      "  Was it genuine on the day of the bounce, when Exim made such addresses?",
      "    spf srs reverse --profile exim --secret \"$OLD\" --at 2026-11-01 \\",
      "        --domain example.org --json < recipients"
    })
final class SrsReverseCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final SrsAddresses addresses = new SrsAddresses();

  @Mixin private final SrsOptionsMixin settings = new SrsOptionsMixin();

  SrsReverseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    HashSet<String> domains = new HashSet<>(settings.domains());
    SrsOptions options = settings.options(false);
    InstantSource clock = settings.clock();
    KeyRing keys = settings.keys(console, clock);
    SrsReverser reverser = new SrsReverser(domains, () -> keys, options, Optional.empty(), clock);
    return addresses.answer(
        "spf srs reverse",
        recipient -> {
          ReverseOutcome outcome = reverser.reverse(recipient);
          int maxAge = maxAge(keys, outcome, options.maxAge());
          return SrsAnswer.of(recipient, outcome, maxAge, clock.instant());
        },
        console);
  }

  /** Some keys are good for a shorter time. */
  private static int maxAge(KeyRing keys, ReverseOutcome outcome, int configured) {
    return keys.keys().stream()
        .filter(key -> outcome instanceof Original found && found.keyId().equals(key.id()))
        .findFirst()
        .map(key -> key.type().maxAge(configured))
        .orElse(configured);
  }
}
