package org.spfsuite.srs.socketmap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.spfsuite.srs.socketmap.Client.ask;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.net.IpAddress;

@Timeout(60)
final class SocketmapServerTest {

  private static final ListenAddress ANY_PORT = ListenAddress.parse("inet:127.0.0.1:0");
  private static final Answers ECHO = request -> SocketmapReply.ok(new String(request, UTF_8));

  @TempDir private Path directory;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private @Nullable SocketmapServer server;

  private int serve(int connections, Duration keepAlive, Answers answers) throws IOException {
    ServiceLimits limits = new ServiceLimits(connections, keepAlive);
    SocketmapServer started = SocketmapServer.start(ANY_PORT, answers, () -> limits, log::add);
    server = started;
    return started.port();
  }

  private int serve() throws IOException {
    return serve(10, Duration.ofSeconds(30), ECHO);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
      assertThat(server.stopped()).isCompleted();
    }
  }

  @Test
  void answersOneRequestAfterTheOther() throws IOException {
    try (Client client = new Client(serve())) {
      assertThat(client.ask("forward a@b")).isEqualTo("OK forward a@b");
      assertThat(client.ask("")).isEqualTo("OK ");
      assertThat(client.ask("r \u00e9")).isEqualTo("OK r \u00e9");
    }
  }

  @Test
  void answersRequestsThatComeTogetherAndInPieces() throws IOException {
    try (Client client = new Client(serve())) {
      for (byte octet : "1:a,1:b,1:".getBytes(UTF_8)) {
        client.send(new byte[] {octet});
      }
      client.send("c,1:d,");

      assertThat(List.of(client.read(), client.read(), client.read(), client.read()))
          .containsExactly("OK a", "OK b", "OK c", "OK d");
    }
  }

  @Test
  void longestRequestIsAnswered() throws IOException {
    String request = "x".repeat(2_000);

    assertThat(ask(serve(), request)).isEqualTo("OK " + request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999999999:",
        "2001:x",
        "-1:",
        ":",
        "abc",
        " 1:a,",
        "3:abcX",
        "00000:,",
        "\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "\u00e9",
        "\0"
      })
  void garbageEndsTheConnection(String garbage) throws IOException {
    int port = serve();
    try (Client client = new Client(port)) {
      client.send(garbage);

      assertThat(client.read()).startsWith("PERM ");
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(ask(port, "a")).isEqualTo("OK a");
    assertThat(log).singleElement().asString().contains("no netstring");
  }

  @Test
  void randomOctetsHarmNobody() throws IOException {
    int port = serve(200, Duration.ofSeconds(5), ECHO);
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] octets = new byte[1 + random.nextInt(3_000)];
      random.nextBytes(octets);
      try (Client client = new Client(port)) {
        client.send(octets);
      } catch (IOException e) {
        // the service has closed while we still sent
      }
    }
    assertThat(ask(port, "a")).isEqualTo("OK a");
  }

  @Test
  void whoIsSlowIsClosedHoweverManyOctetsHeSends() throws Exception {
    int port = serve(10, Duration.ofSeconds(1), ECHO);
    try (Client idle = new Client(port);
        Client slow = new Client(port)) {
      slow.send("1000:");
      Awaitility.await()
          .pollInterval(Duration.ofMillis(50)) // far longer for all octets than it may take
          .atMost(Duration.ofSeconds(20))
          .until(() -> !takes(slow, "x"));
      assertThat(idle.isClosed()).isTrue();
    }
  }

  private static boolean takes(Client client, String octets) {
    try {
      client.send(octets);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Each has the time that was allowed when it began. */
  @Test
  void whoHasTimeLeftIsServed() throws Exception {
    AtomicReference<ServiceLimits> limits = new AtomicReference<>(ServiceLimits.DEFAULTS);
    SocketmapServer started = SocketmapServer.start(ANY_PORT, ECHO, limits::get, log::add);
    server = started;
    try (Client silent = new Client(started.port());
        Client asking = new Client(started.port())) {
      assertThat(asking.ask("a")).isEqualTo("OK a");
      limits.set(new ServiceLimits(10, Duration.ofMillis(1)));
      try (Client brief = new Client(started.port())) {
        assertThat(brief.isClosed()).isTrue();
      }
      assertThat(silent.ask("b")).isEqualTo("OK b");
      assertThat(asking.ask("c")).isEqualTo("OK c");
    }
  }

  @Test
  void whoDoesNotReadIsClosed() throws Exception {
    String large = "y".repeat(1_900);
    int port = serve(10, Duration.ofSeconds(1), request -> SocketmapReply.ok(large.repeat(50)));
    try (Client deaf = new Client(port)) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  deaf.send(Client.netstring(large));
                }
              })
          .isInstanceOf(IOException.class);
    }
    assertThat(ask(port, "a")).startsWith("OK ");
  }

  @Test
  void furtherConnectionsAreClosedAtOnce() throws Exception {
    int port = serve(3, Duration.ofSeconds(30), ECHO);
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      clients.add(new Client(port));
      assertThat(clients.get(i).ask("a")).isEqualTo("OK a");
    }
    try (Client further = new Client(port)) {
      assertThat(further.isClosed()).isTrue();
    }
    assertThat(log).singleElement().asString().contains("connection-limit");
    clients.remove(0).close();
    assertThat(eventually(port)).isEqualTo("OK a");
    for (Client client : clients) {
      assertThat(client.ask("b")).isEqualTo("OK b");
      client.close();
    }
  }

  /** It takes a moment until the service sees that somebody has gone. */
  private static String eventually(int port) {
    return Awaitility.await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> ask(port, "a"), answer -> true);
  }

  @Test
  void thousandConnectionsAreServedOrClosed() throws Exception {
    int port = serve(500, Duration.ofSeconds(30), ECHO);
    int threads = Thread.activeCount();
    List<Client> clients = new ArrayList<>();
    int answers = 0;
    for (int i = 0; i < 1_000; i++) {
      Client client = new Client(port);
      clients.add(client);
      try {
        answers += client.ask("a").equals("OK a") ? 1 : 0;
      } catch (IOException e) {
        assertThat(i).isGreaterThanOrEqualTo(500);
      }
    }
    assertThat(answers).isEqualTo(500);
    assertThat(Thread.activeCount() - threads).isLessThan(20);
    assertThat(log).as("once in a minute").singleElement().asString().contains("connection-limit");
    for (Client client : clients) {
      client.close();
    }
    assertThat(eventually(port)).isEqualTo("OK a");
  }

  @Test
  void ourOwnErrorsDeferMail() throws IOException {
    int port =
        serve(
            10,
            Duration.ofSeconds(30),
            request -> {
              throw new AssertionError("ours");
            });
    assertThat(ask(port, "a")).isEqualTo("TEMP internal error");
    assertThat(log).singleElement().asString().contains("ours");
  }

  @Test
  void slowAnswersHoldUpNobodyElse() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    int port =
        serve(
            10,
            Duration.ofSeconds(1),
            request -> {
              if (new String(request, UTF_8).equals("slow")) {
                awaitQuietly(release);
              }
              return SocketmapReply.NOT_FOUND;
            });
    try (Client slow = new Client(port)) {
      slow.send("4:slow,");
      assertThat(ask(port, "fast")).isEqualTo("NOTFOUND ");
      try (Client idle = new Client(port)) {
        assertThat(idle.isClosed()).as("after as long as a client may take").isTrue();
      }
      release.countDown();
      assertThat(slow.read()).isEqualTo("NOTFOUND ");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void closingEndsConnections() throws IOException {
    int port = serve();
    try (Client client = new Client(port)) {
      assertThat(client.ask("a")).isEqualTo("OK a");
      stop();
      assertThatThrownBy(() -> client.ask("b"))
          .isInstanceOfAny(EOFException.class, SocketException.class);
    }
    assertThatThrownBy(() -> ask(port, "a")).isInstanceOf(IOException.class);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void unixSocketIsOpenToAllAndRemovedInTheEnd() throws IOException {
    Path path = directory.resolve("srs");
    serveOn(path);

    assertThat(askUnix(path)).isEqualTo("4:OK a,");
    assertThat(Files.getPosixFilePermissions(path).toString()).contains("OTHERS_WRITE");
    stop();
    assertThat(path).doesNotExist();
  }

  private void serveOn(Path path) throws IOException {
    server =
        SocketmapServer.start(
            ListenAddress.parse("unix:" + path), ECHO, () -> ServiceLimits.DEFAULTS, log::add);
  }

  private static String askUnix(Path path) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      channel.write(ByteBuffer.wrap("1:a,".getBytes(UTF_8)));
      ByteBuffer reply = ByteBuffer.allocate(100);
      channel.read(reply);
      return UTF_8.decode(reply.flip()).toString();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void staleSocketIsReplaced() throws IOException {
    Path path = directory.resolve("srs");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();

    serveOn(path);

    assertThat(askUnix(path)).isEqualTo("4:OK a,");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void livingSocketsAndOtherFilesAreLeftAlone() throws IOException {
    Path path = directory.resolve("srs");
    Path file = Files.writeString(directory.resolve("file"), "precious");
    serveOn(path);

    assertThatThrownBy(() -> start(path)).hasMessageContaining("another process listens on");
    assertThatThrownBy(() -> start(file)).hasMessageContaining("and no socket");
    assertThat(askUnix(path)).isEqualTo("4:OK a,");
    assertThat(file).hasContent("precious");
  }

  /** As with two services, of which the later one has taken the place of the former. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatIsNowInTheSocketsPlaceStays() throws IOException {
    Path path = directory.resolve("srs");
    serveOn(path);
    Files.writeString(directory.resolve("other"), "precious");
    Files.move(directory.resolve("other"), path, StandardCopyOption.REPLACE_EXISTING);

    stop();

    assertThat(path).hasContent("precious");
  }

  private void start(Path path) throws IOException {
    SocketmapServer.start(
            ListenAddress.parse("unix:" + path), ECHO, () -> ServiceLimits.DEFAULTS, log::add)
        .close();
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT0.001S, true",
    "10000, PT1H, true",
    "0, PT1S, false",
    "10001, PT1S, false",
    "1, PT0S, false",
    "1, PT-1S, false",
    "1, PT1H0.001S, false",
  })
  void limitsHaveRanges(int connections, Duration keepAlive, boolean good) {
    ThrowingCallable make = () -> new ServiceLimits(connections, keepAlive);
    if (good) {
      assertThatCode(make).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(make).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void bothLoopbackAddressesHaveOnePort() throws IOException {
    SocketmapServer started =
        SocketmapServer.start(
            ListenAddress.parse("inet:0"), ECHO, () -> ServiceLimits.DEFAULTS, log::add);
    server = started;
    assumeTrue(log.isEmpty(), () -> "only one of them can be had: " + log);

    for (String host : List.of("127.0.0.1", "::1")) {
      try (Client client = new Client(InetAddress.getByName(host), started.port())) {
        assertThat(client.ask("a")).isEqualTo("OK a");
      }
    }
  }

  @Test
  void takenPortIsAnError() throws IOException {
    ListenAddress taken = ListenAddress.parse("inet:127.0.0.1:" + serve());

    assertThatThrownBy(
            () -> SocketmapServer.start(taken, ECHO, () -> ServiceLimits.DEFAULTS, log::add))
        .isInstanceOf(IOException.class);
  }

  private static boolean isOpen(String host, int port) {
    try (Socket socket = new Socket(host, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static SocketmapServer startOn(String address, Consumer<String> log) throws IOException {
    return SocketmapServer.start(
        ListenAddress.parse(address), ECHO, () -> ServiceLimits.DEFAULTS, log);
  }

  @Test
  @EnabledIf("hasIpv6")
  void movesWithinAPortAndKeepsConnections() throws IOException {
    int port = serve();
    SocketmapServer moving = Objects.requireNonNull(server);
    try (Client client = new Client(port)) {
      assertThat(client.ask("a")).isEqualTo("OK a");

      moving.listen(ListenAddress.parse("inet:localhost:" + port));
      assertThat(List.of(isOpen("127.0.0.1", port), isOpen("::1", port))).containsOnly(true);
      assertThat(moving.address()).isEqualTo("inet:localhost:" + port);

      moving.listen(ListenAddress.parse("inet:[::1]:" + port));
      assertThat(isOpen("127.0.0.1", port)).isFalse();
      assertThat(isOpen("::1", port)).isTrue();

      moving.listen(ListenAddress.parse("inet:*:" + port));
      assertThat(List.of(isOpen("127.0.0.1", port), isOpen("::1", port))).containsOnly(true);

      moving.listen(ListenAddress.parse("inet4:*:" + port));
      assertThat(isOpen("127.0.0.1", port)).isTrue();
      assertThat(isOpen("::1", port)).isFalse();

      moving.listen(ListenAddress.parse("inet:*:" + port));
      assertThat(List.of(isOpen("127.0.0.1", port), isOpen("::1", port))).containsOnly(true);
      assertThat(client.ask("b")).isEqualTo("OK b");
    }
    assertThat(log).isEmpty();
  }

  static boolean hasIpv6() throws IOException {
    return NetworkInterface.getByInetAddress(IpAddress.ipv6(0, 1).toInetAddress()) != null;
  }

  @Test
  void staysWhereItIsIfItCannotMove() throws IOException {
    int port = serve();
    SocketmapServer staying = Objects.requireNonNull(server);
    try (ServerSocketChannel other = ServerSocketChannel.open()) {
      other.bind(new InetSocketAddress("127.0.0.2", port));

      // In the way of each other, so the old one goes first, and must come back.
      assertThatThrownBy(() -> staying.listen(ListenAddress.parse("inet4:*:" + port)))
          .isInstanceOf(BindException.class);
    }
    assertThat(ask(port, "a")).isEqualTo("OK a");
    assertThatThrownBy(
            () -> staying.listen(ListenAddress.parse("unix:" + directory.resolve("none/s"))))
        .isInstanceOf(IOException.class);
    assertThat(ask(port, "b")).isEqualTo("OK b");
  }

  @Test
  void portThatAnotherProcessHasInOneFamilyIsAnError() throws IOException {
    String address = "inet:localhost:" + serve();

    assertThatThrownBy(() -> startOn(address, log::add).close()).isInstanceOf(BindException.class);
    assertThat(log).isEmpty();
  }

  @Test
  @EnabledIf("hasIpv6")
  void starIsOfTheFamilyThatIsAskedFor() throws IOException {
    try (SocketmapServer four = startOn("inet4:*:0", log::add);
        SocketmapServer zero = startOn("inet:0.0.0.0:0", log::add);
        SocketmapServer six = startOn("inet6:*:0", log::add);
        SocketmapServer both = startOn("inet:*:0", log::add)) {
      assertThat(four.address()).startsWith("inet:0.0.0.0:");
      assertThat(isOpen("::1", four.port())).isFalse();
      assertThat(isOpen("::1", zero.port())).isFalse();
      assertThat(isOpen("::1", six.port())).isTrue();
      assertThat(isOpen("::1", both.port())).isTrue();
      assertThat(isOpen("127.0.0.1", both.port())).isTrue();
    }
  }

  /** A host without IPv6, as Java sees it. */
  static final class Ipv4Only {

    private Ipv4Only() {}

    /** Prints what is told, and where it listens. */
    public static void main(String[] addresses) {
      List<String> told = new ArrayList<>();
      for (String address : addresses) {
        try (SocketmapServer server = startOn(address, told::add)) {
          told.add(server.address().replace(":" + server.port(), ""));
        } catch (IOException e) {
          told.add(e.getMessage());
        }
      }
      told.forEach(System.out::println);
    }
  }

  @Test
  void hostsWithoutIpv6AreServedToo() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("java.class.path"),
                Ipv4Only.class.getName(),
                "inet:0",
                "inet:*:0",
                "inet:[::1]:0")
            .redirectErrorStream(true)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).lines())
        .containsExactly(
            "warning: cannot listen on inet:[::1]:0: this host has no such address",
            "inet:127.0.0.1",
            "inet:0.0.0.0",
            "this host has no such address");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void pipesAreNoSockets() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> start(pipe)).hasMessageContaining("and no socket");
    assertThat(pipe).exists();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nobodyWaitsForABusySocket() throws IOException {
    Path path = directory.resolve("busy");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      busy.bind(address, 1);
      assertThatThrownBy(
              () -> {
                while (true) {
                  waiting.add(SocketChannel.open(StandardProtocolFamily.UNIX));
                  SocketChannel client = waiting.get(waiting.size() - 1);
                  client.configureBlocking(false);
                  assertThat(client.connect(address)).isTrue();
                }
              })
          .isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> start(path)).hasMessageContaining("another process listens on");
    } finally {
      for (SocketChannel client : waiting) {
        client.close();
      }
    }
  }

  @Test
  void clientWhomNothingCanBePromisedIsClosed() throws IOException {
    AtomicBoolean broken = new AtomicBoolean(true);
    server =
        SocketmapServer.start(
            ANY_PORT,
            ECHO,
            () -> {
              if (broken.get()) {
                throw new IllegalStateException("ours");
              }
              return ServiceLimits.DEFAULTS;
            },
            log::add);
    int port = Objects.requireNonNull(server).port();
    try (Client client = new Client(port)) {
      assertThat(client.isClosed()).isTrue();
    }
    broken.set(false);
    assertThat(ask(port, "a")).isEqualTo("OK a");
  }

  @Test
  void eachKindOfTroubleIsToldForItself() throws IOException {
    int port = serve(1, Duration.ofSeconds(30), ECHO);
    try (Client first = new Client(port);
        Client second = new Client(port);
        Client third = new Client(port)) {
      assertThat(first.ask("a")).isEqualTo("OK a");
      assertThat(second.isClosed()).isTrue();
      assertThat(third.isClosed()).isTrue();
      first.send("garbage");
      assertThat(first.read()).startsWith("PERM ");
    }
    assertThat(log)
        .satisfiesExactly(
            line -> assertThat(line).contains("connection-limit"),
            line -> assertThat(line).contains("no netstring"));
  }

  @Test
  void whyItEndsByItselfIsTold() throws IOException {
    SocketmapServer ending =
        SocketmapServer.start(
            ANY_PORT,
            ECHO,
            () -> new ServiceLimits(1, Duration.ofSeconds(30)),
            line -> {
              if (line.startsWith("warning")) {
                throw new IllegalStateException("nobody hears it");
              }
              log.add(line);
            });
    try (Client first = new Client(ending.port())) {
      assertThat(first.ask("a")).isEqualTo("OK a");
      try (Client second = new Client(ending.port())) {
        assertThat(second.isClosed()).isTrue();
      }
      Awaitility.await().until(ending.stopped()::isCompletedExceptionally);
    }
    assertThat(log).singleElement().asString().contains("ended by itself").contains("nobody hears");
  }
}
