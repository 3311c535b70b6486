package org.spfsuite.srs.postsrsd;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.file.FileStamp;
import org.spfsuite.core.file.IoReason;
import org.spfsuite.srs.audit.Counters;
import org.spfsuite.srs.socketmap.ListenAddress;
import org.spfsuite.srs.socketmap.SocketmapServer;
import org.spfsuite.srs.store.SenderStore;

/**
 * A service as it is configured. It reads its configuration again when it is told to, and goes on
 * as before if that must not be used. Secrets are read again whenever their file has changed.
 */
public final class SrsService implements AutoCloseable {

  private static final String INTERNAL = "internal error, please report it: ";

  private final SetupReader reader;
  private final Consumer<String> log;
  private final SocketmapServer server;
  private final ScheduledExecutorService lookout =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "srs-files");
            thread.setDaemon(true);
            return thread;
          });
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  /** Held while files are read, for however long: who closes the service does not wait for it. */
  private final Object reading = new Object();

  private volatile Setup setup;
  private volatile Optional<FileStamp> seen;
  private Optional<PidFile> pidFile = Optional.empty();
  private String counted;
  private boolean closed;

  /** Opens stores of senders that are too long. */
  @FunctionalInterface
  public interface Stores {
    /**
     * A store.
     *
     * @param file without its ending
     * @throws IllegalArgumentException if there can be none of this name
     */
    SenderStore open(Path file);
  }

  private SrsService(SetupReader reader, Setup first) throws IOException {
    this.reader = reader;
    this.log = reader.log();
    this.counted = reader.counters().toString();
    this.setup = first;
    this.seen = stamp(first);
    this.server =
        listening(
            first.config().socketmap(),
            address ->
                SocketmapServer.start(
                    address,
                    request -> setup.maps().answer(request),
                    () -> setup.config().limits(),
                    log));
  }

  /**
   * Starts one.
   *
   * @param source asked for the configuration, again and again
   * @param log told lines in printable ASCII
   * @throws IllegalArgumentException if the configuration must not be used; all problems have been
   *     told to the log
   * @throws IOException if it cannot listen, or write its process id; the message says where and
   *     why
   */
  public static SrsService start(
      Supplier<ConfigReader.Result> source,
      Stores stores,
      InstantSource clock,
      Consumer<String> log)
      throws IOException {
    SetupReader reader = new SetupReader(source, stores, clock, new Counters(), log);
    Setup first = reader.read(Optional.empty());
    try {
      return new SrsService(reader, first).begun();
    } catch (IOException | RuntimeException e) {
      first.closeStore();
      throw e;
    }
  }

  private SrsService begun() throws IOException {
    try {
      pidFile = pidFile(setup);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    Future<?> unusedEnd = server.stopped().whenComplete(this::ended);
    Future<?> unusedLook =
        lookout.scheduleWithFixedDelay(() -> carefully(this::look), 1, 1, TimeUnit.SECONDS);
    Future<?> unusedCounts =
        lookout.scheduleWithFixedDelay(() -> carefully(this::tellCounts), 1, 1, TimeUnit.HOURS);
    return this;
  }

  private void ended(@Nullable Void nothing, @Nullable Throwable failure) {
    if (failure != null) {
      stopped.completeExceptionally(failure);
    }
  }

  /** What throws is not run again. */
  private void carefully(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.accept("error: " + INTERNAL + e);
    }
  }

  /** Where it listens, as {@code socketmap} has it. */
  public String address() {
    return server.address();
  }

  /** Ends when the service has ended, exceptionally if nobody closed it. */
  public CompletableFuture<Void> stopped() {
    return stopped.copy();
  }

  private interface Listening {
    SocketmapServer at(ListenAddress address) throws IOException;
  }

  private static SocketmapServer listening(ListenAddress address, Listening listening)
      throws IOException {
    try {
      return listening.at(address);
    } catch (IOException e) {
      throw new IOException("socketmap: cannot listen on " + address + ", " + IoReason.of(e), e);
    }
  }

  /** The one that there is, if it is at the same place; otherwise another one. */
  private Optional<PidFile> pidFile(Setup setup) throws IOException {
    Optional<Path> path = setup.config().pidFile();
    if (path.isEmpty() || path.equals(pidFile.map(PidFile::path))) {
      return path.flatMap(same -> pidFile);
    }
    return Optional.of(PidFile.write(path.get()));
  }

  /** Reads the configuration and its files again. If they must not be used, nothing changes. */
  public void reload() {
    synchronized (reading) {
      try {
        readAgain();
      } catch (IllegalArgumentException | IOException e) {
        log.accept("error: configuration not adopted: " + oneLine(e));
      } catch (RuntimeException e) {
        log.accept("error: configuration not adopted: " + INTERNAL + e);
      }
    }
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().collect(Collectors.joining("; "));
  }

  private void readAgain() throws IOException {
    Setup before = setup;
    Setup after = reader.read(Optional.of(before));
    try {
      adopt(after);
    } finally {
      // What is not used any more, or never came to be.
      before.closeStoreUnlessOf(setup);
      after.closeStoreUnlessOf(setup);
    }
  }

  /** Connections stay open, whatever changes. */
  private synchronized void adopt(Setup after) throws IOException {
    if (closed) {
      return;
    }
    Optional<PidFile> before = pidFile;
    Optional<PidFile> now = pidFile(after);
    try {
      SocketmapServer unused = listening(after.config().socketmap(), this::listenOn);
    } catch (IOException e) {
      replace(now, before);
      throw e;
    }
    setup = after;
    seen = stamp(after);
    pidFile = now;
    replace(before, now);
    log.accept("configuration adopted");
  }

  private SocketmapServer listenOn(ListenAddress address) throws IOException {
    server.listen(address);
    return server;
  }

  private static void replace(Optional<PidFile> old, Optional<PidFile> other) {
    if (!old.equals(other)) {
      old.ifPresent(PidFile::delete);
    }
  }

  private static Optional<FileStamp> stamp(Setup setup) {
    return setup.config().domainsFile().map(StampedFile::stamp);
  }

  /** What was counted since the start, if that is more than was told last time. */
  private synchronized void tellCounts() {
    String now = reader.counters().toString();
    if (!now.equals(counted)) {
      counted = now;
      log.accept(now);
    }
  }

  private void look() {
    ServiceConfig config = setup.config();
    Optional<FileStamp> now = config.domainsFile().map(StampedFile::path).map(FileStamp::of);
    if (config.watchesDomains() && !now.equals(seen)) {
      seen = now; // whatever comes of it: it is told once
      log.accept("the domains file has changed");
      reload();
    }
  }

  /** Stops, and removes what it has made. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    lookout.shutdownNow();
    server.close();
    tellCounts();
    setup.closeStore();
    pidFile.ifPresent(PidFile::delete);
    stopped.complete(null);
  }
}
