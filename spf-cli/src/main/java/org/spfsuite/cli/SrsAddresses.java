package org.spfsuite.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.spfsuite.core.report.JsonText;
import org.spfsuite.core.text.SafeText;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Addresses of the command line or the standard input, one after the other. */
final class SrsAddresses {

  private static final int MAX_SHOWN = 1000;

  @Parameters(
      paramLabel = "ADDRESS",
      arity = "0..*",
      description =
          "An address, with or without angle brackets. Without any, or for -, the lines of the"
              + " standard input.")
  private final List<String> addresses = new ArrayList<>();

  @Option(names = "--json", description = "Print one line of JSON for each address.")
  private boolean json;

  /**
   * Answers all.
   *
   * @return the exit code
   * @throws IOException if the output cannot be written
   */
  int answer(String command, Function<String, SrsAnswer> answers, Console console)
      throws IOException {
    Run run = new Run(command, answers, console);
    List<String> all = addresses.isEmpty() ? List.of("-") : addresses;
    for (String address : all) {
      if (address.equals("-")) {
        run.lines();
      } else {
        run.one(address);
      }
    }
    console.flush();
    return run.good ? ExitCodes.OK : ExitCodes.SOME_NOT;
  }

  private final class Run {

    private final String command;
    private final Function<String, SrsAnswer> answers;
    private final Console console;
    private boolean good = true;
    private boolean read = true;

    Run(String command, Function<String, SrsAnswer> answers, Console console) {
      this.command = command;
      this.answers = answers;
      this.console = console;
    }

    void lines() throws IOException {
      LineReader reader = new LineReader(console.in());
      for (Optional<LineReader.Line> line = reader.next();
          line.isPresent() && read;
          line = reader.next()) {
        if (line.get().problem().isPresent()) {
          good = false;
          console.say(
              command + ": line " + line.get().number() + " is " + line.get().problem().get());
        } else if (!line.get().isBlank()) {
          one(line.get().text().strip());
        }
      }
    }

    void one(String text) throws IOException {
      SrsAnswer answer = answers.apply(Claim.withoutBrackets(text));
      good &= answer.isGood();
      if (json) {
        read &= console.write(JsonText.of(answer::write) + "\n");
        return;
      }
      answer.note().ifPresent(note -> console.say(command + ": " + text + ": " + note));
      if (answer.address().isPresent()) {
        read &= console.write(SafeText.printableUnicode(answer.address().get(), MAX_SHOWN) + "\n");
      }
    }
  }
}
