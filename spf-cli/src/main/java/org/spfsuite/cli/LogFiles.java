package org.spfsuite.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.spfsuite.scoring.tuning.HitLog;
import org.spfsuite.scoring.tuning.HitLogSummary;
import org.spfsuite.scoring.tuning.LoggedMessage;
import picocli.CommandLine.Parameters;

/** Logs of scored messages. */
final class LogFiles {

  private static final String STANDARD_INPUT = "-";

  @Parameters(
      paramLabel = "LOG",
      arity = "1..*",
      description = "Lines of 'spf score --json'; - is the standard input.")
  private final List<String> names = new ArrayList<>();

  /**
   * Reads all logs and tells which lines cannot be used.
   *
   * @param to is given each message as soon as it is read
   * @return whether all lines could be read
   * @throws CommandException if a file cannot be read
   */
  boolean read(Console console, Consumer<LoggedMessage> to) {
    MessageFiles.check(names);
    boolean good = true;
    for (String name : names) {
      HitLogSummary summary = read(name, console, to);
      good &= summary.problems().isEmpty();
      summary.problems().stream()
          .map(problem -> name + ":" + problem.line() + ": error: " + problem.text())
          .forEach(console::say);
      if (summary.furtherProblems() > 0) {
        console.say(name + ": " + summary.furtherProblems() + " more problems are not shown");
      }
    }
    return good;
  }

  private static HitLogSummary read(String name, Console console, Consumer<LoggedMessage> to) {
    try (InputStream in = open(name, console);
        Progress progress = new Progress(console, "messages read", System::nanoTime)) {
      return HitLog.read(
          in,
          message -> {
            to.accept(message);
            progress.step();
          });
    } catch (IOException e) {
      throw CommandException.unreadable(name, e);
    }
  }

  private static InputStream open(String name, Console console) throws IOException {
    return name.equals(STANDARD_INPUT)
        ? console.in()
        : new BufferedInputStream(Files.newInputStream(MessageFiles.path(name)));
  }
}
