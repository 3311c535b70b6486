package org.spfsuite.srs.postsrsd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.spfsuite.core.file.FileStamp;
import org.spfsuite.core.file.IoReason;
import org.spfsuite.srs.SenderRewriting;
import org.spfsuite.srs.SrsForwarder;
import org.spfsuite.srs.SrsReverser;
import org.spfsuite.srs.audit.Audit;
import org.spfsuite.srs.audit.Counters;
import org.spfsuite.srs.key.KeyFile;
import org.spfsuite.srs.key.KeyReading;
import org.spfsuite.srs.key.LiveKeyRing;
import org.spfsuite.srs.socketmap.ListenAddress;
import org.spfsuite.srs.socketmap.SocketmapServer;
import org.spfsuite.srs.socketmap.SrsMaps;
import org.spfsuite.srs.store.SenderStore;

/**
 * A service as it is configured. It reads its configuration again when it is told to, and goes on
 * as before if that must not be used. Secrets are read again whenever their file has changed.
 */
public final class SrsService implements AutoCloseable {

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final String LEFT = "SRS action=leave";

  private final Supplier<ConfigReader.Result> source;
  private final Stores stores;
  private final InstantSource clock;
  private final Consumer<String> log;
  private final ScheduledExecutorService lookout =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "srs-files");
            thread.setDaemon(true);
            return thread;
          });
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  private final Counters counters = new Counters();
  private volatile State state;
  private String counted = counters.toString();
  private SocketmapServer server;
  private FileStamp domains;

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

  private record State(ServiceConfig config, SrsMaps maps, Optional<SenderStore> store) {}

  private SrsService(
      Supplier<ConfigReader.Result> source,
      Stores stores,
      InstantSource clock,
      Consumer<String> log)
      throws IOException {
    this.source = source;
    this.stores = stores;
    this.clock = clock;
    this.log = log;
    this.state = read(Optional.empty());
    this.domains = stamp(state.config());
    this.server = listen(state.config());
    Future<?> unusedLook = lookout.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    Future<?> unusedCounts = lookout.scheduleWithFixedDelay(this::tellCounts, 1, 1, TimeUnit.HOURS);
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
    SrsService service = new SrsService(source, stores, clock, log);
    try {
      service.writePid();
    } catch (IOException e) {
      service.close();
      throw e;
    }
    return service;
  }

  /** Where it listens, as {@code socketmap} has it. */
  public String address() {
    return server.address();
  }

  /** Ends when the service has ended, exceptionally if nobody closed it. */
  public CompletableFuture<Void> stopped() {
    return stopped.copy();
  }

  private State read(Optional<State> before) {
    ConfigReader.Result result = source.get();
    result.problems().forEach(problem -> log.accept(problem.toString()));
    ServiceConfig config =
        result.config().orElseThrow(() -> new IllegalArgumentException("there are errors in it"));
    // Before the store: nothing is opened if there is no key.
    LiveKeyRing keys =
        LiveKeyRing.of(
            KeyFile.ofPostsrsd(config.secretsFile(), clock), LOOK, reading -> tell(reading));
    Optional<SenderStore> store =
        before
            .filter(b -> b.config().envelopeDatabase().equals(config.envelopeDatabase()))
            .map(State::store)
            .orElseGet(() -> config.envelopeDatabase().map(stores::open));
    SenderRewriting rewriting =
        new SenderRewriting(
            config.policy(),
            new SrsForwarder(keys, config.options(), store, clock),
            new SrsReverser(config.srsDomains(), keys, config.options(), store, clock),
            new Audit(line -> audit(line, config.debug()), counters));
    return new State(config, new SrsMaps(rewriting, config.srsDomain()), store);
  }

  private void tell(KeyReading reading) {
    reading.problems().forEach(problem -> log.accept(problem.toString()));
  }

  /** Senders that stay are most of all, and nobody's concern. */
  private void audit(String line, boolean debug) {
    if (debug || !line.startsWith(LEFT)) {
      log.accept(line);
    }
  }

  private SocketmapServer listen(ServiceConfig config) throws IOException {
    SocketmapServer started = server(config.socketmap());
    Future<?> unused =
        started
            .stopped()
            .whenComplete(
                (nothing, failure) -> {
                  if (failure != null) {
                    stopped.completeExceptionally(failure);
                  }
                });
    return started;
  }

  private SocketmapServer server(ListenAddress address) throws IOException {
    try {
      return SocketmapServer.start(
          address, request -> state.maps().answer(request), () -> state.config().limits(), log);
    } catch (IOException e) {
      throw new IOException("socketmap: cannot listen on " + address + ", " + IoReason.of(e), e);
    }
  }

  private void writePid() throws IOException {
    Optional<Path> file = state.config().pidFile();
    if (file.isPresent()) {
      writePid(file.get());
    }
  }

  private static void writePid(Path file) throws IOException {
    try {
      Files.writeString(file, Long.toString(ProcessHandle.current().pid()));
    } catch (IOException e) {
      throw new IOException(
          "pid-file: " + file + " cannot be written, " + IoReason.ofWriting(e), e);
    }
  }

  /** Reads the configuration and its files again. If they must not be used, nothing changes. */
  public synchronized void reload() {
    State before = state;
    State after;
    try {
      after = read(Optional.of(before));
    } catch (IllegalArgumentException e) {
      log.accept("error: configuration not adopted: " + firstLine(e));
      return;
    }
    try {
      move(before.config(), after);
    } catch (IOException e) {
      closeStore(after, before);
      log.accept("error: configuration not adopted: " + e.getMessage());
      return;
    }
    domains = stamp(after.config());
    closeStore(before, after);
    log.accept("configuration adopted");
  }

  /** Unless the other one goes on with it. */
  private static void closeStore(State state, State other) {
    if (!state.store().equals(other.store())) {
      state.store().ifPresent(SenderStore::close);
    }
  }

  private static String firstLine(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).lines().collect(Collectors.joining("; "));
  }

  /** To another socket, if it is another one: who asks at the old one must look for the new one. */
  private void move(ServiceConfig before, State after) throws IOException {
    if (before.socketmap().equals(after.config().socketmap())) {
      state = after;
      return;
    }
    SocketmapServer old = server;
    server = listen(after.config());
    state = after;
    old.close();
  }

  private static FileStamp stamp(ServiceConfig config) {
    return FileStamp.of(config.domainsFile().orElse(config.secretsFile()));
  }

  /** What was counted since the start, if that is more than was told last time. */
  private synchronized void tellCounts() {
    String now = counters.toString();
    if (!now.equals(counted)) {
      counted = now;
      log.accept(now);
    }
  }

  private synchronized void look() {
    ServiceConfig config = state.config();
    if (config.watchesDomains() && config.domainsFile().isPresent()) {
      FileStamp now = stamp(config);
      if (!now.equals(domains)) {
        domains = now; // whatever comes of it: it is told once
        log.accept("the domains file has changed");
        reload();
      }
    }
  }

  /** Stops, and removes what it has made. */
  @Override
  public synchronized void close() {
    lookout.shutdownNow();
    server.close();
    tellCounts();
    state.store().ifPresent(SenderStore::close);
    state.config().pidFile().ifPresent(SrsService::remove);
    stopped.complete(null);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // it was of use while we ran
    }
  }
}
