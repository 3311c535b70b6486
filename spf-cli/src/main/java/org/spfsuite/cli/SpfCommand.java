package org.spfsuite.cli;

import picocli.CommandLine.Command;

/** {@code spf}: holds the subcommands together. */
@Command(
    name = "spf",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeOnInvalidInput = ExitCodes.ERROR,
    exitCodeOnExecutionException = ExitCodes.ERROR,
    synopsisSubcommandLabel = "COMMAND",
    description = "Sender Policy Framework (RFC 7208): may this client send mail for that domain?",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Try it:",
      "  spf check --ip 192.0.2.3 --mail-from user@example.com --helo mx.example.org",
      "  spf score message.eml",
      "",
      "'spf check --help', and so on, tells all options and exit codes."
    })
final class SpfCommand {}
