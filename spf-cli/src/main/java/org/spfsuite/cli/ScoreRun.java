package org.spfsuite.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.scoring.Scorer;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.message.Header;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * Scores messages, several at once since most of the time goes into waiting for DNS, and prints
 * their reports in the order of the messages; for one run. As much as a window holds is scored
 * ahead of what is printed.
 */
final class ScoreRun {

  private static final int MAX_NAME = 500;
  private static final int WINDOW_PER_JOB = 4;

  private final Scorer scorer;
  private final Function<Header, ScoreRequest> requests;
  private final ScoreForm form;
  private final Console console;
  private boolean spam;
  private boolean unreadable;
  private boolean hasPrinted;

  /**
   * A run.
   *
   * @param requests what is known of the message with a header
   */
  ScoreRun(
      Scorer scorer, Function<Header, ScoreRequest> requests, ScoreForm form, Console console) {
    this.scorer = scorer;
    this.requests = requests;
    this.form = form;
    this.console = console;
  }

  /**
   * Scores messages.
   *
   * @param names of files and folders
   * @param jobs how many messages are scored at once, at least 1
   * @return the exit code
   * @throws IOException if the output cannot be written
   */
  int score(List<String> names, int jobs) throws IOException {
    List<String> messages = names.stream().flatMap(name -> expand(name).stream()).toList();
    ExecutorService workers =
        Executors.newFixedThreadPool(jobs, task -> Batch.daemon(task, "score"));
    try {
      scoreAll(messages, workers, jobs * WINDOW_PER_JOB);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.input("interrupted");
    } finally {
      workers.shutdownNow();
    }
    if (unreadable) {
      return ExitCodes.ERROR;
    }
    return spam ? ExitCodes.SPAM : ExitCodes.OK;
  }

  private List<String> expand(String name) {
    try {
      List<String> messages = MessageFiles.expand(name);
      if (messages.isEmpty()) {
        console.warn(name + ": there is no message in this folder");
      }
      return messages;
    } catch (IOException e) {
      complain(Scored.unreadable(name, e));
      return List.of();
    }
  }

  private void scoreAll(List<String> messages, ExecutorService workers, int window)
      throws IOException, InterruptedException {
    boolean several = messages.size() > 1;
    Queue<Future<Scored>> ahead = new ArrayDeque<>();
    boolean readOn = true;
    for (int i = 0; readOn && i < messages.size(); i++) {
      String message = messages.get(i);
      ahead.add(workers.submit(() -> scored(message)));
      if (ahead.size() == window) {
        readOn = print(result(ahead.remove()), several);
      }
    }
    while (readOn && !ahead.isEmpty()) {
      readOn = print(result(ahead.remove()), several);
    }
  }

  private Scored scored(String name) {
    try {
      Header header = MessageFiles.header(name, console.in());
      return Scored.of(name, requests.apply(header), scorer);
    } catch (IOException e) {
      return Scored.unreadable(name, e);
    }
  }

  private static Scored result(Future<Scored> scored) throws InterruptedException {
    try {
      return scored.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Returns whether anybody reads on. */
  private boolean print(Scored scored, boolean several) throws IOException {
    complain(scored);
    for (ScoreReport report : scored.reports()) {
      spam |= report.isSpam();
      String text = form.print(scored.name(), report, scorer.policy());
      console.write(heading(scored.name(), several) + text);
      hasPrinted = true;
    }
    return console.flush();
  }

  private void complain(Scored scored) {
    unreadable |= !scored.isRead();
    String prefix = scored.isRead() ? "spf: warning: " : "spf score: ";
    scored.trouble().ifPresent(trouble -> console.say(prefix + trouble));
  }

  private String heading(String name, boolean several) {
    if (form.namesMessages()) {
      return "";
    }
    String gap = hasPrinted ? "\n" : "";
    return several ? gap + "==> " + SafeText.printable(name, MAX_NAME) + " <==\n" : gap;
  }
}
