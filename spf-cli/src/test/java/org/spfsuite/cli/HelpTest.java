package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.cli.Shell.spf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.verdict.SpfResult;
import picocli.CommandLine.Model.OptionSpec;

final class HelpTest {

  @Test
  void spfShowsItsCommands() {
    assertThat(spf("--help").out())
        .isEqualTo(
            """
            Usage: spf [-hV] COMMAND
            Sender Policy Framework (RFC 7208): may this client send mail for that domain?
              -h, --help      Show this help message and exit.
              -V, --version   Print version information and exit.

            Commands:
              check  Checks what a mail client claims, as a mail server would.

            Try it:
              spf check --ip 192.0.2.3 --mail-from user@example.com --helo mx.example.org

            'spf check --help' tells all options and exit codes.
            """);
  }

  @Test
  void checkTellsExitCodesAndExamples() {
    String help = spf("check", "--help").out();

    assertThat(help)
        .startsWith(
            """
            Usage: spf check --ip ADDRESS [--mail-from ADDRESS] [--helo NAME] [OPTION]...
                   spf check --batch [FILE] [--jobs N] [OPTION]...
            """)
        .contains("  255   wrong usage, or something could not be read or written\n")
        .contains("\nExamples:\n");
    for (SpfResult result : SpfResult.values()) {
      assertThat(help).contains("  " + ExitCodes.of(result) + "     " + result + "\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "check --help"})
  void helpFitsATerminal(String line) {
    assertThat(spf(line.split(" ")).out().lines()).allMatch(text -> text.length() <= 80);
  }

  @Test
  void everyOptionIsDescribed() {
    assertThat(Main.commandLine(Console.system()).getSubcommands().values())
        .flatExtracting(command -> command.getCommandSpec().options())
        .allMatch(option -> option.description().length > 0)
        .extracting(OptionSpec::longestName)
        .contains("--explain", "--batch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "check --version"})
  void versionIsMavens(String line) {
    assertThat(spf(line.split(" ")).out()).matches("spf \\d+\\.\\d+\\.\\d+\\S*\nJava 1?\\d.*\n");
  }
}
