package org.spfsuite.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.SpfChecker;

/**
 * Checks the lines of an input, several at once, and writes the results in the order of the lines.
 *
 * <p>One thread reads lines, {@code jobs} threads check them, and the caller's thread writes. What
 * is on its way between the first and the last stands in a window of a fixed size: a slow check
 * holds back the results behind it, and a full window holds back the reader, so that an input may
 * be endless. No thread keeps the JVM alive: the caller may leave while the reader waits for input
 * that never comes.
 */
final class Batch {

  /** How many lines may be read ahead of the one that is written next, for each job. */
  private static final int WINDOW_PER_JOB = 4;

  private final SpfChecker checker;
  private final String receiver;
  private final int jobs;

  /**
   * A batch.
   *
   * @param checker does the checks
   * @param receiver name of the receiving host in header fields
   * @param jobs how many checks there are at once, at least 1
   */
  Batch(SpfChecker checker, String receiver, int jobs) {
    this.checker = checker;
    this.receiver = receiver;
    this.jobs = jobs;
  }

  /**
   * Runs to the end of the input, or of the reader of the output.
   *
   * @return the exit code
   * @throws IOException if the output cannot be written
   * @throws CommandException if the input cannot be read
   */
  int run(InputStream in, Console console) throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(jobs, task -> daemon(task, "check"));
    Window window = new Window(jobs * WINDOW_PER_JOB);
    Thread reader = daemon(() -> read(new LineReader(in), window, workers), "batch-reader");
    reader.start();
    try {
      return write(window, console);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.input("interrupted");
    } finally {
      reader.interrupt();
      workers.shutdownNow();
    }
  }

  /** A thread that does not keep the JVM alive. */
  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Results that are there or will be, in the order of their lines. */
  private static final class Window {
    private final BlockingQueue<CompletableFuture<Optional<BatchResult>>> results;

    Window(int size) {
      this.results = new ArrayBlockingQueue<>(size);
    }

    /** Waits for room. */
    CompletableFuture<Optional<BatchResult>> add() throws InterruptedException {
      CompletableFuture<Optional<BatchResult>> result = new CompletableFuture<>();
      results.put(result);
      return result;
    }

    /**
     * Waits for the next one.
     *
     * @return empty behind the last
     * @throws CommandException if the input cannot be read any further
     */
    Optional<BatchResult> take() throws InterruptedException {
      try {
        return results.take().get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof CommandException known) {
          throw known;
        }
        throw new IllegalStateException(e.getCause());
      }
    }

    boolean mustWait() {
      @Nullable CompletableFuture<Optional<BatchResult>> next = results.peek();
      return next == null || !next.isDone();
    }
  }

  private void read(LineReader lines, Window window, ExecutorService workers) {
    try {
      submitAll(lines, window, workers);
    } catch (InterruptedException | RejectedExecutionException e) {
      // The writer has left: nobody waits for what this thread would do.
      Thread.currentThread().interrupt();
    }
  }

  private void submitAll(LineReader lines, Window window, ExecutorService workers)
      throws InterruptedException {
    try {
      Optional<LineReader.Line> line = lines.next();
      while (line.isPresent()) {
        if (!line.get().isBlank()) {
          BatchItem item = BatchItem.parse(line.get());
          CompletableFuture<Optional<BatchResult>> result = window.add();
          workers.execute(() -> complete(result, item));
        }
        line = lines.next();
      }
      window.add().complete(Optional.empty());
    } catch (IOException e) {
      window.add().completeExceptionally(CommandException.unreadable("the input", e));
    }
  }

  /** Whatever happens, there is a result: the writer waits for it. */
  private void complete(CompletableFuture<Optional<BatchResult>> result, BatchItem item) {
    try {
      result.complete(Optional.of(result(item)));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  private BatchResult result(BatchItem item) {
    if (item instanceof BatchItem.Check check) {
      return BatchResult.of(check, check.claim().checkDecisive(checker), receiver);
    }
    return BatchResult.of((BatchItem.Wrong) item);
  }

  private static int write(Window window, Console console)
      throws IOException, InterruptedException {
    int exitCode = ExitCodes.OK;
    boolean readOn = true;
    Optional<BatchResult> result = window.take();
    while (result.isPresent() && readOn) {
      exitCode = result.get().good() ? exitCode : ExitCodes.ERROR;
      readOn = console.write(result.get().json() + "\n");
      if (readOn && window.mustWait()) {
        readOn = console.flush();
      }
      result = readOn ? window.take() : result;
    }
    if (readOn) {
      console.flush();
    }
    return exitCode;
  }
}
