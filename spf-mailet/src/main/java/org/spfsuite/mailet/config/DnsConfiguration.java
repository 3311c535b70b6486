package org.spfsuite.mailet.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How DNS is asked. {@link SpfOptions} documents each value.
 *
 * @param servers to ask, best first; empty means the operating system's
 * @param timeout how long one server may take for one question
 * @param rounds how often the list of servers is tried
 * @param cacheBytes memory for answers
 * @param staleness how long after its end an answer may stand in for one that does not come; 0:
 *     never
 */
public record DnsConfiguration(
    List<InetSocketAddress> servers,
    Duration timeout,
    int rounds,
    long cacheBytes,
    Duration staleness) {

  /** Copies the list. */
  public DnsConfiguration {
    servers = List.copyOf(servers);
  }
}
