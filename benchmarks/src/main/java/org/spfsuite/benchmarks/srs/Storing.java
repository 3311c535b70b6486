package org.spfsuite.benchmarks.srs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.spfsuite.srs.SrsForwarder;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.SrsReverser;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.KeyType;
import org.spfsuite.srs.key.SrsKey;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.store.Database;
import org.spfsuite.srs.store.JdbcSenderStore;
import org.spfsuite.srs.store.StoreOptions;

/** Senders that are too long, each a new one, kept in a file of H2 and found there again. */
@State(Scope.Benchmark)
public class Storing {

  private static final String DOMAIN = "srs.alumni.example";
  private static final int KNOWN = 1_000;
  private static final int MANY = 100_000;

  private final AtomicLong number = new AtomicLong();
  private final KeyRing ring =
      KeyRing.of(SrsKey.of("key", KeyType.HMAC_SHA256, "a secret of some length"));
  private String[] addresses = {};
  private @Nullable Path folder;
  private @Nullable JdbcSenderStore store;

  /** Opens a store in a new folder, and keeps some senders. */
  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("senders");
    store =
        JdbcSenderStore.open(
            new Database.Embedded(folder.resolve("store")),
            StoreOptions.DEFAULTS.withCaps(MANY, MANY),
            InstantSource.system());
    addresses = Stream.generate(this::forward).limit(KNOWN).toArray(String[]::new);
  }

  /** Closes it, and takes the folder away. */
  @TearDown
  public void close() throws IOException {
    if (store != null) {
      store.close();
    }
    if (folder != null) {
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : all) {
          Files.delete(file);
        }
      }
    }
  }

  private static String sender(long number) {
    return "a-sender-who-has-so-much-to-say-that-it-does-not-fit-" + number + "@author.example";
  }

  /**
   * A new sender is rewritten.
   *
   * @return the address
   */
  @Benchmark
  public String forward() {
    SrsForwarder forwarder =
        new SrsForwarder(
            () -> ring, SrsOptions.DEFAULTS, Optional.ofNullable(store), InstantSource.system());
    Object outcome = forwarder.forward(sender(number.getAndIncrement()), DOMAIN);
    if (outcome instanceof Rewritten rewritten) {
      return rewritten.address();
    }
    throw new IllegalStateException("not rewritten: " + outcome);
  }

  /** One of the first senders is known again. */
  @Benchmark
  public Object reverse() {
    int which = (int) (number.getAndIncrement() % KNOWN);
    SrsReverser reverser =
        new SrsReverser(
            Set.of(DOMAIN),
            () -> ring,
            SrsOptions.DEFAULTS,
            Optional.ofNullable(store),
            InstantSource.system());
    ReverseOutcome outcome = reverser.reverse(addresses[which]);
    if (outcome instanceof Original original && original.address().equals(sender(which))) {
      return original;
    }
    throw new IllegalStateException(sender(which) + " is taken for " + outcome);
  }
}
