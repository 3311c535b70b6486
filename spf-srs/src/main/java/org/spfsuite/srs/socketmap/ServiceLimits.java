package org.spfsuite.srs.socketmap;

import java.time.Duration;

/**
 * What a service allows.
 *
 * @param connections at a time; further ones are closed at once
 * @param keepAlive how long a client may take from one request, or the beginning, to the end of the
 *     next one, and to read an answer
 */
public record ServiceLimits(int connections, Duration keepAlive) {

  /** Each takes some 3 KB. */
  public static final int MAX_CONNECTIONS = 10_000;

  /** No client waits longer, or none would ever be given up. */
  public static final Duration MAX_KEEP_ALIVE = Duration.ofHours(1);

  /** As postsrsd has it. */
  public static final ServiceLimits DEFAULTS = new ServiceLimits(200, Duration.ofSeconds(30));

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public ServiceLimits {
    if (connections < 1 || connections > MAX_CONNECTIONS) {
      throw new IllegalArgumentException(
          "connections must be 1 to " + MAX_CONNECTIONS + ", not " + connections);
    }
    if (keepAlive.isNegative() || keepAlive.isZero() || keepAlive.compareTo(MAX_KEEP_ALIVE) > 0) {
      throw new IllegalArgumentException("connections are kept for 1 to 3600 seconds");
    }
  }
}
