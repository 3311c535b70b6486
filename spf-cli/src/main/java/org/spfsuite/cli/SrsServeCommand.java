package org.spfsuite.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.spfsuite.srs.postsrsd.ConfigReader;
import org.spfsuite.srs.postsrsd.SrsService;
import org.spfsuite.srs.store.Database;
import org.spfsuite.srs.store.JdbcSenderStore;
import org.spfsuite.srs.store.SenderStore;
import org.spfsuite.srs.store.StoreException;
import org.spfsuite.srs.store.StoreOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spf srs serve}: in place of postsrsd. */
@Command(
    name = "serve",
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCodes.NO_SERVICE,
    exitCodeOnExecutionException = ExitCodes.NO_SERVICE,
    description = "Answers Postfix, in place of postsrsd 2, until SIGTERM; SIGHUP reloads.",
    customSynopsis = "spf srs serve -C FILE [OPTION]...",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:stopped by a signal", "1:could not start, or ended by itself"},
    footer = {
      "",
      "Examples:",
      "  spf srs serve -C /etc/postsrsd.conf",
      "  spf srs serve --socketmap inet:10003 --secrets-file /etc/postsrsd.secret \\",
      "      --srs-domain srs.example.org --domains example.org,example.net",
      "",
      "In Postfix's main.cf, for the second one:",
      "  sender_canonical_maps = socketmap:inet:127.0.0.1:10003:forward",
      "  sender_canonical_classes = envelope_sender",
      "  recipient_canonical_maps = socketmap:inet:127.0.0.1:10003:reverse",
      "  recipient_canonical_classes = envelope_recipient",
      "  virtual_alias_domains = srs.example.org"
    })
final class SrsServeCommand implements Callable<Integer> {

  /** A file is opened in a second or so, and another process may be about to close it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Console console;

  @Mixin private final ServeOptions options = new ServeOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("unused") // picocli sees to it
  private boolean help;

  @Option(
      names = {"-v", "-V", "--version"},
      versionHelp = true,
      description = "Print version information and exit.")
  @SuppressWarnings("unused") // picocli sees to it
  private boolean version;

  SrsServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CompletableFuture<SrsService> started = new CompletableFuture<>();
    CompletableFuture<Integer> end = new CompletableFuture<>();
    try (Signals signals = new Signals()) {
      heed(signals, started, end);
      return serve(started, end);
    }
  }

  /** From the first moment: whoever knows of the process may send one. It waits for the start. */
  private void heed(
      Signals signals, CompletableFuture<SrsService> started, CompletableFuture<Integer> end) {
    boolean hangup =
        signals.on(
            "HUP",
            () -> {
              Future<?> unused = started.thenAccept(SrsService::reload);
            });
    boolean stop = signals.on("TERM", () -> end.complete(ExitCodes.OK));
    boolean interrupt = signals.on("INT", () -> end.complete(ExitCodes.OK));
    if (!hangup || !stop || !interrupt) {
      console.say("warning: not all of SIGHUP, SIGTERM and SIGINT are heard here");
    }
  }

  private int serve(CompletableFuture<SrsService> started, CompletableFuture<Integer> end) {
    try (SrsService service = start()) {
      Future<?> unused =
          service.stopped().whenComplete((nothing, failure) -> end.complete(ExitCodes.NO_SERVICE));
      console.say("listening on " + service.address());
      started.complete(service);
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // nothing completes it so
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCodes.NO_SERVICE;
    }
  }

  private SrsService start() {
    String user = System.getProperty("user.name", "");
    try {
      return SrsService.start(
          () -> ConfigReader.read(options.file(), options.given(), user),
          SrsServeCommand::store,
          InstantSource.system(),
          console::say);
    } catch (IllegalArgumentException e) {
      throw CommandException.input("not started: " + e.getMessage());
    } catch (IOException e) {
      throw CommandException.input("not started: " + e.getMessage());
    }
  }

  private static SenderStore store(Path file) {
    SenderStore store =
        JdbcSenderStore.open(
            new Database.Embedded(file), StoreOptions.DEFAULTS, InstantSource.system());
    try {
      store.awaitAnswer(PATIENCE);
      return store;
    } catch (StoreException e) {
      store.close();
      throw new IllegalArgumentException("envelope-database: " + e.text(), e);
    }
  }
}
