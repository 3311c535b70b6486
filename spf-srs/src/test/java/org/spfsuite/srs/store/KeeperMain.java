package org.spfsuite.srs.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Keeps senders until it is killed, and says of each that it is kept. */
final class KeeperMain {

  private KeeperMain() {}

  static String sender(String name) {
    return "sender-of-" + name + "@example.org";
  }

  /** The argument is the file. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    SenderStore store =
        JdbcSenderStore.open(
            new Database.Embedded(Path.of(arguments[0])),
            StoreOptions.DEFAULTS.withDeadline(Duration.ofSeconds(20)).withCaps(100_000, 1_000_000),
            InstantSource.system());
    for (int thread = 0; thread < 3; thread++) {
      String prefix = "T" + thread + "N";
      new Thread(() -> keepOn(store, prefix, out)).start();
    }
  }

  private static void keepOn(SenderStore store, String prefix, PrintStream out) {
    try {
      for (int i = 0; ; i++) {
        String name = prefix + i;
        store.keep(name, sender(name), "example.org", Instant.parse("2999-01-01T00:00:00Z"));
        out.println(name + ".");
      }
    } catch (StoreException e) {
      throw new IllegalStateException(e);
    }
  }
}
