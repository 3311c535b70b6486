package org.spfsuite.core.dns.dnsjava;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.Failure;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.text.SafeText;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.WireParseException;

/**
 * Asks recursive resolvers over UDP, and over TCP where an answer was truncated.
 *
 * <p>Servers are tried in order; after a time-out or network error the next one is asked, for as
 * many rounds as configured. An error code (SERVFAIL, REFUSED) is tried on every server once, not
 * again. One question so takes at most {@code servers × rounds × timeout}.
 */
public final class DnsJavaResolver implements DnsResolver {

  /** Avoids IP fragmentation on all common paths (DNS flag day 2020). */
  private static final int EDNS_PAYLOAD = 1232;

  private static final int MAX_DETAIL = 200;

  /** One server over both transports. */
  private record Server(SimpleResolver udp, SimpleResolver tcp) {}

  private final List<Server> servers;
  private final Duration timeout;
  private final int rounds;

  private DnsJavaResolver(Builder builder) {
    this.timeout = builder.timeout;
    this.rounds = builder.rounds;
    this.servers = builder.servers().stream().map(this::server).toList();
  }

  private Server server(InetSocketAddress address) {
    return new Server(transport(address, false), transport(address, true));
  }

  private SimpleResolver transport(InetSocketAddress address, boolean tcp) {
    SimpleResolver resolver = new SimpleResolver(address);
    resolver.setTimeout(timeout);
    resolver.setEDNS(0, EDNS_PAYLOAD, 0, List.of());
    resolver.setTCP(tcp);
    resolver.setIgnoreTruncation(true); // we ask over TCP ourselves, and count that query
    return resolver;
  }

  /** A builder; unless told otherwise, the servers of the operating system are asked. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public CompletionStage<DnsAnswer> lookup(DnsQuestion question) {
    return follow(question, new CnameChain(question.name()), 0);
  }

  /** Asks for the end of the chain, and again if the server gave only a part of the chain. */
  private CompletionStage<DnsAnswer> follow(DnsQuestion question, CnameChain chain, int queries) {
    return ask(new DnsQuestion(chain.end(), question.type()), allTries())
        .thenCompose(
            reply -> {
              int sent = queries + reply.queries;
              if (reply.message == null) {
                return done(reply.failure(), sent);
              }
              DnsAnswer answer = chain.read(reply.message, question.type());
              return answer == null ? follow(question, chain, sent) : done(answer, sent);
            });
  }

  private static CompletionStage<DnsAnswer> done(DnsAnswer answer, int queries) {
    return CompletableFuture.completedStage(withQueries(answer, queries));
  }

  private static DnsAnswer withQueries(DnsAnswer answer, int queries) {
    AnswerMeta meta = answer.meta().plusQueries(queries);
    if (answer instanceof DnsAnswer.Records records) {
      return new DnsAnswer.Records(records.records(), meta);
    }
    if (answer instanceof DnsAnswer.NoData) {
      return new DnsAnswer.NoData(meta);
    }
    if (answer instanceof DnsAnswer.NxDomain) {
      return new DnsAnswer.NxDomain(meta);
    }
    Failure failure = (Failure) answer;
    return new Failure(failure.kind(), failure.detail(), meta);
  }

  /** Every server in order, as often as there are rounds. */
  private List<Server> allTries() {
    return Stream.generate(() -> servers).limit(rounds).flatMap(List::stream).toList();
  }

  /** One try on the first of these servers, then on the next while that can help. */
  private CompletionStage<Reply> ask(DnsQuestion question, List<Server> tries) {
    return send(tries.get(0), question)
        .thenCompose(
            reply -> {
              List<Server> left = triesAfter(reply, tries);
              return left.isEmpty()
                  ? CompletableFuture.completedStage(reply)
                  : ask(question, left).thenApply(last -> last.plusQueries(reply.queries));
            });
  }

  private static List<Server> triesAfter(Reply reply, List<Server> tries) {
    if (!reply.worthAnotherServer()) {
      return List.of();
    }
    List<Server> rest = tries.subList(1, tries.size());
    // A server that answered with an error code will say so again.
    return reply.message == null
        ? rest
        : rest.stream().filter(server -> !server.equals(tries.get(0))).toList();
  }

  private CompletionStage<Reply> send(Server server, DnsQuestion question) {
    AtomicInteger sent = new AtomicInteger();
    try {
      Message query = Message.newQuery(record(question));
      // RFC 6840 §5.7: ask a validating resolver to say whether the answer is authentic.
      query.getHeader().setFlag(Flags.AD);
      return send(server.udp, query, sent)
          .thenCompose(
              message ->
                  message.getHeader().getFlag(Flags.TC)
                      ? send(server.tcp, query, sent)
                      : CompletableFuture.completedStage(message))
          .toCompletableFuture()
          .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .handle(
              (message, error) ->
                  error == null ? Reply.of(message, sent.get()) : Reply.of(error, sent.get()));
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(Reply.of(e, sent.get()));
    }
  }

  private static CompletionStage<Message> send(
      SimpleResolver transport, Message query, AtomicInteger sent) {
    sent.incrementAndGet();
    return transport.sendAsync(query, Runnable::run);
  }

  private static Record record(DnsQuestion question) {
    return Record.newRecord(
        DnsJavaNames.toDnsJava(question.name()), DnsJavaNames.type(question.type()), DClass.IN);
  }

  /** What one question brought: a message, or an error; and what it cost. */
  private record Reply(@Nullable Message message, FailureKind kind, String detail, int queries) {

    static Reply of(Message message, int queries) {
      int rcode = message.getRcode();
      return new Reply(message, CnameChain.failureKind(rcode), "", queries);
    }

    static Reply of(Throwable error, int queries) {
      Throwable cause =
          error instanceof CompletionException && error.getCause() != null
              ? error.getCause()
              : error;
      String text =
          cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
      return new Reply(null, kind(cause), SafeText.printable(text, MAX_DETAIL), queries);
    }

    private static FailureKind kind(Throwable cause) {
      if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
        return FailureKind.TIMEOUT;
      }
      if (cause instanceof WireParseException) {
        return FailureKind.MALFORMED;
      }
      return cause instanceof IOException ? FailureKind.UNREACHABLE : FailureKind.INTERNAL;
    }

    boolean worthAnotherServer() {
      return message == null || CnameChain.isFailure(message.getRcode());
    }

    Reply plusQueries(int more) {
      return new Reply(message, kind, detail, queries + more);
    }

    Failure failure() {
      return new Failure(kind, detail, AnswerMeta.NONE);
    }
  }

  /** Settings of a resolver. */
  public static final class Builder {
    private List<InetSocketAddress> servers = List.of();
    private Duration timeout = Duration.ofSeconds(2);
    private int rounds = 2;

    private Builder() {}

    /** The servers to ask, best first; the operating system's unless set. */
    public Builder servers(List<InetSocketAddress> addresses) {
      this.servers = List.copyOf(addresses);
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

    /** How often the whole list of servers is tried; at least 1, 2 unless set. */
    public Builder rounds(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("rounds must be at least 1, not " + count);
      }
      this.rounds = count;
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
      if (servers().isEmpty()) {
        throw new IllegalStateException("no DNS server is configured and the system names none");
      }
      return new DnsJavaResolver(this);
    }
  }
}
