package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.cli.Shell.spf;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
              check    Checks what a mail client claims, as a mail server would.
              score    Gives messages points for what SPF says of them, as a filter would.
              tune     Refits the points of rules to mail that you have sorted.
              rescore  Tells what another configuration would have made of a log.
              srs      Gives the senders of forwarded mail an address of yours, and back.

            Try it:
              spf check --ip 192.0.2.3 --mail-from user@example.com --helo mx.example.org
              spf score message.eml

            'spf check --help', and so on, tells all options and exit codes.
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
  @ValueSource(
      strings = {
        "--help",
        "check --help",
        "score --help",
        "tune --help",
        "rescore --help",
        "srs --help",
        "srs forward --help",
        "srs reverse --help",
        "srs keygen --help",
        "srs serve --help"
      })
  void helpFitsATerminal(String line) {
    assertThat(spf(line.split(" ")).out().lines()).allMatch(text -> text.length() <= 80);
  }

  @Test
  void everyOptionIsDescribed() {
    assertThat(
            Stream.of(Main.commandLine(Console.system()), SrsCommand.commandLine(Console.system()))
                .flatMap(command -> command.getSubcommands().values().stream()))
        .flatExtracting(command -> command.getCommandSpec().options())
        .allMatch(option -> option.description().length > 0)
        .extracting(OptionSpec::longestName)
        .contains(
            "--explain",
            "--batch",
            "--score-set",
            "--svg",
            "--changed",
            "--key-file",
            "--output",
            "-C");
  }

  @ParameterizedTest
  @CsvSource({
    "score, 'Usage: spf score MESSAGE... [OPTION]...', 1     at least one message is spam",
    "tune, Usage: spf tune LOG... [OPTION]...,   spf rescore log.jsonl --config refitted.cf",
    "rescore, Usage: spf rescore LOG... --config FILE [OPTION]..., 0     done",
    "srs forward, 'Usage: spf srs forward [ADDRESS]... --domain DOMAIN --key-file FILE [OPTION]...', ' < senders'",
    "srs reverse, 'Usage: spf srs reverse [ADDRESS]... --domain DOMAIN --key-file FILE [OPTION]...', ' < recipients'",
    "srs keygen, Usage: spf srs keygen [--output FILE] [OPTION]..., '    spf srs keygen --add srs.keys'",
  })
  void othersTellUsageExitCodesAndExamples(String command, String usage, String more) {
    assertThat(spf((command + " --help").split(" ")).out())
        .startsWith(usage + "\n")
        .contains(more + "\n", "\nExit codes:\n  0  ", "\n  255   ", "\nExample");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "check --version", "score --version"})
  void versionIsMavens(String line) {
    assertThat(spf(line.split(" ")).out()).matches("spf \\d+\\.\\d+\\.\\d+\\S*\nJava 1?\\d.*\n");
  }
}
