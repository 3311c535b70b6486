package org.spfsuite.srs.store;

import java.time.Duration;

/**
 * How much a store takes, and how long it may take. Caps are kept about: they are looked at from
 * time to time, so there may be a hundredth more, and what other nodes keep in a minute.
 *
 * @param perOrigin senders of one origin, 1 to 100,000; its oldest make room for more
 * @param total senders of all origins, 1 to 100,000,000; the oldest of all make room for more
 * @param deadline for each call, 1 to 60 seconds
 * @param connections to the database, 1 to 16; one more is for what nobody waits for
 */
public record StoreOptions(int perOrigin, long total, Duration deadline, int connections) {

  /**
   * What is recommended. A mailing system has a new sender for each message, and each is known for
   * 22 days: 10,000 of one domain are 450 messages a day before bounces are lost, and no domain has
   * more than a hundredth of the room. A file of H2, with what it has yet to reclaim, takes 11 MB
   * for 10,000 senders of 70 octets, and 0.8 GB for 760,000.
   */
  public static final StoreOptions DEFAULTS =
      new StoreOptions(10_000, 1_000_000, Duration.ofSeconds(2), 4);

  private static final int MAX_PER_ORIGIN = 100_000;
  private static final long MAX_TOTAL = 100_000_000;
  private static final long MAX_SECONDS = 60;
  private static final int MAX_CONNECTIONS = 16;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public StoreOptions {
    check("senders of one origin", perOrigin, MAX_PER_ORIGIN);
    check("senders", total, MAX_TOTAL);
    check("seconds of the deadline", deadline.toSeconds(), MAX_SECONDS);
    check("connections", connections, MAX_CONNECTIONS);
  }

  private static void check(String what, long value, long most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(what + " must be 1 to " + most + ", not " + value);
    }
  }

  /** The same with other caps. */
  public StoreOptions withCaps(int ofOneOrigin, long ofAll) {
    return new StoreOptions(ofOneOrigin, ofAll, deadline, connections);
  }

  /** The same with another deadline. */
  public StoreOptions withDeadline(Duration value) {
    return new StoreOptions(perOrigin, total, value, connections);
  }

  /** The same with another number of connections. */
  public StoreOptions withConnections(int value) {
    return new StoreOptions(perOrigin, total, deadline, value);
  }
}
