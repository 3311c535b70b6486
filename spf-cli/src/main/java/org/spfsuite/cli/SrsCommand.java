package org.spfsuite.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code spf srs}: holds what is about forwarding together. */
@Command(
    name = "srs",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeOnInvalidInput = ExitCodes.ERROR,
    exitCodeOnExecutionException = ExitCodes.ERROR,
    synopsisSubcommandLabel = "COMMAND",
    description = "Gives the senders of forwarded mail an address of yours, and back.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Try it:",
      "  spf srs keygen --output srs.keys",
      "  spf srs forward --key-file srs.keys --domain srs.example.org me@example.com",
      "",
      "'spf srs forward --help', and so on, tells all options and exit codes."
    })
final class SrsCommand {

  /** With all its commands. */
  static CommandLine commandLine(Console console) {
    CommandLine srs = new CommandLine(new SrsCommand());
    List.of(
            new SrsForwardCommand(console),
            new SrsReverseCommand(console),
            new SrsKeygenCommand(console),
            new SrsServeCommand(console))
        .forEach(srs::addSubcommand);
    return srs;
  }
}
