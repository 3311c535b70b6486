package org.spfsuite.core.dns.dnsjava;

import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsQuestion;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * One look-up on its way from server to server and along the chain of CNAME records. One step
 * starts when the one before is over, so its state needs no lock.
 */
final class Lookup {

  /** Avoids IP fragmentation on all common paths (DNS flag day 2020). */
  private static final int EDNS_PAYLOAD = 1232;

  /** What is never waited for longer, whatever the settings come to. */
  private static final Duration MAX_TIME = Duration.ofDays(1);

  /**
   * How to ask.
   *
   * @param servers the servers, best first
   * @param timeout how long one server may take
   * @param rounds how often the servers are tried
   * @param cnameDepth how many CNAME records are followed
   */
  record Settings(List<InetSocketAddress> servers, Duration timeout, int rounds, int cnameDepth) {

    private static long nanos(Duration time) {
      return time.compareTo(MAX_TIME) < 0 ? time.toNanos() : MAX_TIME.toNanos();
    }

    /** Every server in order, as often as there are rounds. */
    private Deque<InetSocketAddress> tries() {
      return Stream.generate(() -> servers)
          .limit(rounds)
          .flatMap(List::stream)
          .collect(Collectors.toCollection(ArrayDeque::new));
    }

    /** What the whole look-up may take, along a chain of aliases too. */
    private long totalNanos() {
      return nanos(Duration.ofNanos(nanos(timeout)).multipliedBy((long) servers.size() * rounds));
    }
  }

  /** How a query goes out. */
  private enum Transport {
    UDP,
    TCP
  }

  private final DnsQuestion question;
  private final Settings settings;
  private final CnameChain chain;

  /** For what comes after the first message: its tries are bounded by their number. */
  private final long deadline;

  private boolean followsAlias;
  private int queries;

  Lookup(DnsQuestion question, Settings settings) {
    this.question = question;
    this.settings = settings;
    this.chain = new CnameChain(question.name(), settings.cnameDepth);
    this.deadline = System.nanoTime() + settings.totalNanos();
  }

  /** Asks for the end of the chain, and again if the server gave only a part of the chain. */
  CompletionStage<DnsAnswer> run() {
    return ask(settings.tries())
        .thenCompose(
            reply -> {
              if (reply.message() == null) {
                return done(reply.failure());
              }
              DnsAnswer answer = chain.read(reply.message(), question.type());
              return answer == null ? runOn() : done(answer);
            });
  }

  private CompletionStage<DnsAnswer> runOn() {
    followsAlias = true;
    return run();
  }

  private CompletionStage<DnsAnswer> done(DnsAnswer answer) {
    return CompletableFuture.completedStage(answer.withMeta(answer.meta().plusQueries(queries)));
  }

  /** Tries the first of these servers, then the next while that can help. */
  private CompletionStage<Reply> ask(Deque<InetSocketAddress> tries) {
    InetSocketAddress server = tries.remove();
    return ask(server)
        .thenCompose(
            reply -> {
              if (reply.isErrorCode()) {
                tries.removeIf(server::equals); // it would say so again
              }
              boolean helpful = reply.message() != null && !reply.isErrorCode();
              return helpful || tries.isEmpty()
                  ? CompletableFuture.completedStage(reply)
                  : ask(tries);
            });
  }

  /** Asks one server, as often as it takes to get the whole of its answer. */
  private CompletionStage<Reply> ask(InetSocketAddress server) {
    long now = System.nanoTime();
    long nanos = Settings.nanos(settings.timeout);
    if (followsAlias) {
      nanos = Math.min(nanos, deadline - now);
    }
    return nanos <= 0
        ? CompletableFuture.completedStage(Reply.failed(new SocketTimeoutException("no time left")))
        : send(new Way(server, Transport.UDP, true, now + nanos));
  }

  private CompletionStage<Reply> send(Way way) {
    Exchange exchange = way.exchange(query(way.edns));
    queries++;
    NetworkLoop.submit(exchange);
    return exchange
        .answer()
        .handle(Reply::of)
        .thenCompose(
            reply -> {
              if (way.edns && reply.refusesEdns()) {
                return send(way.withoutEdns()); // RFC 6891 §6.2.2
              }
              if (way.transport == Transport.TCP) {
                return CompletableFuture.completedStage(reply.complete());
              }
              // RFC 7766 §5; RFC 5452 §9.3
              return reply.isTruncated() || reply.isSpoofed()
                  ? send(way.overTcp())
                  : CompletableFuture.completedStage(reply);
            });
  }

  /** A new query, with an id of its own. */
  private Message query(boolean edns) {
    Message query =
        Message.newQuery(
            Record.newRecord(
                DnsJavaNames.toDnsJava(chain.end()),
                DnsJavaNames.type(question.type()),
                DClass.IN));
    // RFC 6840 §5.7: ask a validating resolver to say whether the answer is authentic.
    query.getHeader().setFlag(Flags.AD);
    if (edns) {
      query.addRecord(new OPTRecord(EDNS_PAYLOAD, 0, 0), Section.ADDITIONAL);
    }
    return query;
  }

  /** How one query goes to one server. Every change leads away from UDP with EDNS, never back. */
  private record Way(InetSocketAddress server, Transport transport, boolean edns, long until) {

    Way withoutEdns() {
      return new Way(server, transport, false, until);
    }

    Way overTcp() {
      return new Way(server, Transport.TCP, edns, until);
    }

    Exchange exchange(Message query) {
      return transport == Transport.UDP
          ? new UdpExchange(server, query, until)
          : new TcpExchange(server, query, until);
    }
  }
}
