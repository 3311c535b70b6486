package org.spfsuite.core.dns.dnsjava;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.xbill.DNS.ResolverConfig;

/**
 * Asks recursive resolvers over UDP; over TCP where an answer was truncated or somebody seems to
 * forge answers; without EDNS where a server does not know it.
 *
 * <p>Servers are tried in order; after a time-out, an error code or a network error the next one is
 * asked, for as many rounds as configured. A server that answered with an error code is not asked
 * again. One look-up so takes at most {@code servers × rounds × timeout}, chains of aliases
 * included. Messages that are not an answer to the query are dropped, as if they had never come
 * (RFC 5452 §9.1).
 *
 * <p>Stages are completed on the one network thread of all resolvers, which must not be blocked by
 * what is attached to them.
 */
public final class DnsJavaResolver implements DnsResolver {

  private final Lookup.Settings settings;

  private DnsJavaResolver(Lookup.Settings settings) {
    this.settings = settings;
  }

  /** A builder; unless told otherwise, the servers of the operating system are asked. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public CompletionStage<DnsAnswer> lookup(DnsQuestion question) {
    return new Lookup(question, settings).run();
  }

  /** Settings of a resolver. */
  public static final class Builder {
    private static final int MAX_ROUNDS = 100;
    private static final int MAX_DEPTH = 100;

    private List<InetSocketAddress> servers = List.of();
    private Duration timeout = Duration.ofSeconds(2);
    private int rounds = 2;
    private int cnameDepth = 16;

    private Builder() {}

    /** The servers to ask, best first, each once; the operating system's unless set. */
    public Builder servers(List<InetSocketAddress> addresses) {
      this.servers = addresses.stream().distinct().toList();
      return this;
    }

    /** How long one server may take for one question, TCP fallback included; 2 s unless set. */
    public Builder timeout(Duration perTry) {
      if (perTry.isNegative() || perTry.isZero()) {
        throw new IllegalArgumentException("timeout must be positive, not " + perTry);
      }
      this.timeout = perTry;
      return this;
    }

    /** How often the whole list of servers is tried; 1-100, 2 unless set. */
    public Builder rounds(int count) {
      if (count < 1 || count > MAX_ROUNDS) {
        throw new IllegalArgumentException("rounds must be 1-" + MAX_ROUNDS + ", not " + count);
      }
      this.rounds = count;
      return this;
    }

    /**
     * How many CNAME records are followed from the name asked for, be they in one message or in
     * many; 0-100, 16 unless set. A longer chain is a failure.
     */
    public Builder cnameDepth(int records) {
      if (records < 0 || records > MAX_DEPTH) {
        throw new IllegalArgumentException(
            "cnameDepth must be 0-" + MAX_DEPTH + ", not " + records);
      }
      this.cnameDepth = records;
      return this;
    }

    private List<InetSocketAddress> servers() {
      return servers.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : servers;
    }

    /**
     * The resolver.
     *
     * @throws IllegalStateException if no server is given and the operating system names none
     */
    public DnsJavaResolver build() {
      List<InetSocketAddress> chosen = servers();
      if (chosen.isEmpty()) {
        throw new IllegalStateException("no DNS server is configured and the system names none");
      }
      return new DnsJavaResolver(new Lookup.Settings(chosen, timeout, rounds, cnameDepth));
    }
  }
}
