package org.spfsuite.cli;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spfsuite.srs.SrsForwarder;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.key.KeyRing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spf srs forward}: what senders become. */
@Command(
    name = "forward",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.ERROR,
    exitCodeOnExecutionException = ExitCodes.ERROR,
    description = "Tells what the senders of forwarded messages become.",
    customSynopsis = "spf srs forward [ADDRESS]... --domain DOMAIN --key-file FILE [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:each sender has an address to go out with",
      "1:at least one is no address, or cannot be rewritten",
      "255:wrong usage, or something could not be read or written"
    },
    footer = {
      "",
      "Examples:",
      "  spf srs forward --key-file srs.keys --domain srs.example.org me@example.com",
      "  As postsrsd would sign it, for all senders in a file:",
      "    spf srs forward --profile compatible --secrets-file /etc/postsrsd.secret \\",
      "        --domain srs.example.org < senders"
    })
final class SrsForwardCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final SrsAddresses addresses = new SrsAddresses();

  @Mixin private final SrsOptionsMixin settings = new SrsOptionsMixin();

  @Option(
      names = "--always-rewrite",
      description = "Rewrite senders in the SRS domain itself, too.")
  private boolean always;

  SrsForwardCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<String> domains = settings.domains();
    if (domains.size() > 1) {
      throw CommandException.usage("--domain: there can be one for senders");
    }
    if (!settings.profile().type().signs()) {
      throw CommandException.usage(
          "--profile " + settings.profile() + " signs nothing; it goes with 'spf srs reverse'");
    }
    SrsOptions options = settings.options(always);
    InstantSource clock = settings.clock();
    KeyRing keys = settings.keys(console, clock);
    SrsForwarder forwarder = new SrsForwarder(() -> keys, options, Optional.empty(), clock);
    return addresses.answer(
        "spf srs forward",
        sender ->
            SrsAnswer.of(
                sender,
                forwarder.forward(sender, domains.get(0)),
                options.maxAge(),
                clock.instant()),
        console);
  }
}
