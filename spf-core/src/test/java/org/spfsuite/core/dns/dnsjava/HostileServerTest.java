package org.spfsuite.core.dns.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;
import org.spfsuite.core.testing.LoopbackDnsServer.Received;
import org.spfsuite.core.testing.LoopbackDnsServer.Transport;
import org.spfsuite.core.testing.Quirk;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** Real sockets, and servers or networks that do what they should not. */
final class HostileServerTest {

  private static final String NAME = "example.com";
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration PATIENT = Duration.ofSeconds(5);
  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final Zone GOOD = Zone.builder().txt(NAME, "found").build();

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void stopServers() throws Exception {
    for (AutoCloseable server : open) {
      server.close();
    }
  }

  // --- messages that are not the answer ---

  static Stream<List<Quirk>> forgeries() {
    return Stream.of(
        List.of(Quirk.WRONG_ID_FIRST),
        List.of(Quirk.WRONG_QUESTION_FIRST),
        List.of(Quirk.UNREADABLE_FIRST),
        List.of(Quirk.WRONG_ID_FIRST, Quirk.WRONG_QUESTION_FIRST, Quirk.UNREADABLE_FIRST));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void dropsWhatIsNotTheAnswerAndWaitsForIt(List<Quirk> quirks) throws Exception {
    LoopbackDnsServer server = start(GOOD, quirks.toArray(Quirk[]::new));
    assertFound(ask(resolver(PATIENT, server)), 1);
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void asksOverTcpWhereSomebodySeemsToGuessTheId() throws Exception {
    LoopbackDnsServer server = start(GOOD, Quirk.FORGERIES_ONLY);
    assertFound(ask(resolver(PATIENT, server)), 2);
    assertThat(server.received().get(1).transport()).isEqualTo(Transport.TCP);
  }

  @Test
  void believesNoRefusalWithAnotherId() throws Exception {
    ScriptedDnsServer server =
        script(
            (question, reply) -> {
              reply.getHeader().setID(reply.getHeader().getID() ^ 1);
              reply.getHeader().setRcode(Rcode.FORMERR);
              reply.removeAllRecords(Section.QUESTION);
            });
    assertFailure(ask(resolver(SHORT, server.address())), FailureKind.MALFORMED, 1);
  }

  @Test
  void takesNothingButAnswersFromWithinTheInternetClass() throws Exception {
    ScriptedDnsServer server =
        script(
            (question, reply) ->
                reply.addRecord(
                    new TXTRecord(question.getName(), DClass.CHAOS, 60, "x"), Section.ANSWER));
    assertThat(ask(resolver(PATIENT, server.address()))).isInstanceOf(DnsAnswer.NoData.class);
  }

  // --- EDNS ---

  @Test
  void asksAgainWithoutEdnsWhereTheServerDoesNotKnowIt() throws Exception {
    LoopbackDnsServer server = start(GOOD, Quirk.NO_EDNS);
    assertFound(ask(resolver(PATIENT, server)), 2);
  }

  @Test
  void asksOverTcpWithoutEdnsToo() throws Exception {
    LoopbackDnsServer server =
        start(Zone.builder().txt(NAME, "x".repeat(600)).build(), Quirk.NO_EDNS);
    assertThat(ask(resolver(PATIENT, server)).meta().wireQueries()).isEqualTo(3);
    assertThat(server.received())
        .extracting(Received::transport)
        .containsExactly(Transport.UDP, Transport.UDP, Transport.TCP);
  }

  @ParameterizedTest
  @CsvSource({"FORMERR, true", "FORMERR, false", "NOTIMP, true", "NOTIMP, false"})
  void takesEveryWayToRefuseEdnsForOne(String rcode, boolean withQuestion) throws Exception {
    AtomicInteger queries = new AtomicInteger();
    ScriptedDnsServer server =
        script(
            (question, reply) -> {
              if (queries.incrementAndGet() > 1) {
                reply.addRecord(
                    new TXTRecord(question.getName(), DClass.IN, 300, "found"), Section.ANSWER);
                return;
              }
              reply.getHeader().setRcode(Rcode.value(rcode));
              if (!withQuestion) {
                reply.removeAllRecords(Section.QUESTION);
              }
            });
    assertFound(ask(resolver(PATIENT, server.address())), 2);
    assertThat(server.queries().get(0).getOPT()).isNotNull();
    assertThat(server.queries().get(1).getOPT()).isNull();
  }

  @Test
  void asksNoThirdTimeWhereTheServerRefusesEverything() throws Exception {
    ScriptedDnsServer first =
        script((question, reply) -> reply.getHeader().setRcode(Rcode.FORMERR));
    LoopbackDnsServer second = start(GOOD);
    assertFailure(ask(resolver(PATIENT, first.address())), FailureKind.OTHER_RCODE, 2);
    assertFound(ask(resolver(PATIENT, first.address(), second.address())), 3);
  }

  // --- TCP ---

  @Test
  void takesAnAnswerOfAlmost64Kilobytes() throws Exception {
    Zone.Builder zone = Zone.builder();
    Set<RecordData> texts = new HashSet<>();
    for (int i = 0; i < 225; i++) {
      String text = i + "x".repeat(250 - Integer.toString(i).length());
      zone.txt(NAME, text);
      texts.add(new RecordData.Txt(text));
    }
    DnsAnswer answer = ask(resolver(PATIENT, start(zone.build())));
    assertThat(((DnsAnswer.Records) answer).records()).hasSize(225).containsAll(texts);
  }

  @Test
  void takesARecordOfFiveThousandTerms() throws Exception {
    String record = "v=spf1" + " a:b.example".repeat(5_000);
    DnsAnswer answer = ask(resolver(PATIENT, start(Zone.builder().txt(NAME, record).build())));
    assertThat(((DnsAnswer.Records) answer).records()).containsExactly(new RecordData.Txt(record));
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirk.class,
      names = {"TCP_SILENT", "TCP_DRIPPING", "TCP_CLOSING"})
  void doesNotHangOnTcp(Quirk quirk) throws Exception {
    Zone big = Zone.builder().txt(NAME, "x".repeat(5_000)).build();
    LoopbackDnsServer first = start(big, quirk);
    LoopbackDnsServer second = start(GOOD);
    DnsJavaResolver resolver = resolver(SHORT, first);
    long started = System.nanoTime();
    assertThat(ask(resolver))
        .isInstanceOfSatisfying(
            DnsAnswer.Failure.class,
            failure -> {
              assertThat(failure.kind())
                  .isEqualTo(
                      quirk == Quirk.TCP_CLOSING ? FailureKind.UNREACHABLE : FailureKind.TIMEOUT);
              assertThat(failure.meta().wireQueries()).isEqualTo(2);
            });
    assertThat(since(started)).isLessThan(SHORT.plus(SLACK));
    assertFound(ask(resolver(SHORT, first.address(), second.address())), 3);

    first.misbehave(); // a connection that hung is no burden for the next
    assertThat(ask(resolver)).isInstanceOf(DnsAnswer.Records.class);
  }

  @Test
  void asksOverTcpWhereADatagramSaysThatItIsNotAll() throws Exception {
    LoopbackDnsServer server = start(GOOD, Quirk.TRUNCATING);
    assertFound(ask(resolver(PATIENT, server)), 2);
  }

  @Test
  void fillsNoGapsInWhatTcpBrings() {
    var truncated = new org.xbill.DNS.Message();
    truncated.getHeader().setFlag(org.xbill.DNS.Flags.TC);
    assertThat(Reply.of(truncated, null).complete().failure().kind())
        .isEqualTo(FailureKind.MALFORMED);
  }

  // --- several servers ---

  @Test
  void getsThroughToTheOneServerThatWorks() throws Exception {
    LoopbackDnsServer silent = start(failing(FailureKind.TIMEOUT));
    LoopbackDnsServer servfail = start(failing(FailureKind.SERVFAIL));
    LoopbackDnsServer refused = start(failing(FailureKind.REFUSED));
    LoopbackDnsServer good = start(GOOD);
    DnsJavaResolver resolver =
        resolver(
            SHORT,
            InetSocketAddress.createUnresolved("no.such.host.invalid", 53),
            unusedAddress(),
            silent.address(),
            servfail.address(),
            refused.address(),
            good.address());
    assertFound(ask(resolver), 6);
  }

  @Test
  void saysThatAServerWithoutAnAddressIsUnreachable() throws Exception {
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("no.such.host.invalid", 53);
    assertFailure(ask(resolver(SHORT, nowhere)), FailureKind.UNREACHABLE, 1);
  }

  // --- chains of aliases ---

  @ParameterizedTest
  @CsvSource({"0, 0, true", "0, 1, false", "3, 3, true", "3, 4, false", "20, 20, true"})
  void followsAsManyAliasesAsAllowed(int depth, int aliases, boolean found) throws Exception {
    LoopbackDnsServer server = start(chain(aliases), Quirk.ONE_LINK_PER_MESSAGE);
    DnsJavaResolver resolver =
        DnsJavaResolver.builder()
            .servers(List.of(server.address()))
            .timeout(PATIENT)
            .cnameDepth(depth)
            .build();
    DnsAnswer answer = ask(resolver, "n0.example");
    if (found) {
      assertFound(answer, aliases + 1);
    } else {
      assertFailure(answer, FailureKind.CNAME_CHAIN, depth + 1);
    }
    assertThat(server.received()).hasSize(answer.meta().wireQueries());
  }

  @Test
  void noticesACircleThatComesInSeveralMessages() throws Exception {
    Zone circle =
        Zone.builder()
            .cname("a.example", "b.example")
            .cname("b.example", "c.example")
            .cname("c.example", "a.example")
            .build();
    LoopbackDnsServer server = start(circle, Quirk.ONE_LINK_PER_MESSAGE);
    assertFailure(ask(resolver(PATIENT, server), "a.example"), FailureKind.CNAME_CHAIN, 3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void vouchesForAChainInSeveralMessagesAsTheServerDoes(boolean authentic) throws Exception {
    LoopbackDnsServer server = start(chain(3), Quirk.ONE_LINK_PER_MESSAGE);
    if (authentic) {
      server.misbehave(Quirk.ONE_LINK_PER_MESSAGE, Quirk.AUTHENTIC);
    }
    DnsAnswer answer = ask(resolver(PATIENT, server), "n0.example");
    assertThat(answer.meta().wireQueries()).isEqualTo(4);
    assertThat(answer.meta().authentic()).isEqualTo(authentic);
  }

  // --- what is asked ---

  @Test
  void neverAsksForTypeSpf() throws Exception {
    Zone zone =
        Zone.builder()
            .txt(
                NAME,
                "v=spf1 a mx ptr exists:%{ir}.list.example include:other.example"
                    + " redirect=last.example")
            .mx(NAME, 1, "mail.example.com")
            .address("mail.example.com", "192.0.2.1", "2001:db8::1")
            .ptr("198.51.100.7", "host.example.net")
            .txt("other.example", "v=spf1 a:mail.example.com -all")
            .txt("last.example", "v=spf1 -all exp=why.example")
            .txt("why.example", "because")
            .build();
    LoopbackDnsServer server = start(zone);
    SpfChecker checker = SpfChecker.builder().resolver(resolver(PATIENT, server)).build();
    Verdict verdict = checker.checkMailFrom(SpfRequest.of("198.51.100.7", NAME, "a@" + NAME));

    assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
    Set<String> known =
        Arrays.stream(RecordType.values()).map(RecordType::name).collect(Collectors.toSet());
    assertThat(server.received())
        .hasSizeGreaterThan(8)
        .allSatisfy(
            received ->
                assertThat(received.question().substring(received.question().indexOf('/') + 1))
                    .isIn(known));
  }

  static Stream<List<Quirk>> mixtures() {
    return Stream.of(
        List.of(),
        List.of(Quirk.TRUNCATING),
        List.of(Quirk.NO_EDNS, Quirk.TRUNCATING),
        List.of(Quirk.ONE_LINK_PER_MESSAGE, Quirk.NO_EDNS, Quirk.WRONG_ID_FIRST),
        List.of(Quirk.ONE_LINK_PER_MESSAGE, Quirk.FORGERIES_ONLY),
        List.of(Quirk.TRUNCATING, Quirk.TCP_SILENT));
  }

  @ParameterizedTest
  @MethodSource("mixtures")
  void countsAllThatItSends(List<Quirk> quirks) throws Exception {
    LoopbackDnsServer first = start(chain(3), quirks.toArray(Quirk[]::new));
    LoopbackDnsServer second = start(failing("n3.example", FailureKind.SERVFAIL));
    DnsAnswer answer = ask(resolver(SHORT, first.address(), second.address()), "n0.example");
    assertThat(answer.meta().wireQueries())
        .isEqualTo(first.received().size() + second.received().size());
  }

  // --- time, threads, sockets ---

  @Test
  void boundsTheTimeOfAChainWhoseLinksComeSlowly() throws Exception {
    LoopbackDnsServer server = start(chain(15), Quirk.ONE_LINK_PER_MESSAGE);
    server.delayAnswers(Duration.ofMillis(200));
    long started = System.nanoTime();
    DnsAnswer answer = ask(resolver(Duration.ofMillis(500), server), "n0.example");
    assertThat(answer)
        .isInstanceOfSatisfying(
            DnsAnswer.Failure.class, f -> assertThat(f.kind()).isEqualTo(FailureKind.TIMEOUT));
    assertThat(since(started)).isBetween(Duration.ofMillis(490), Duration.ofMillis(2_500));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesNoThreadAndNoSocketBehind(boolean tcp) throws Exception {
    File descriptors = new File("/proc/self/fd");
    assumeTrue(descriptors.isDirectory(), "file descriptors can be counted on Linux only");
    LoopbackDnsServer good = start(GOOD);
    LoopbackDnsServer bad = start(tcp ? GOOD : failing(FailureKind.TIMEOUT));
    bad.misbehave(Quirk.TRUNCATING, Quirk.TCP_SILENT);
    DnsJavaResolver patient = resolver(PATIENT, good);
    assertFound(ask(patient), 1); // all threads that are needed have started
    int socketsBefore = descriptors.list().length;
    Set<String> threadsBefore = threads();

    DnsJavaResolver resolver = resolver(SHORT, bad);
    for (int batch = 0; batch < 5; batch++) {
      var lookups =
          IntStream.range(0, 100)
              .mapToObj(i -> resolver.lookup(question(NAME)).toCompletableFuture())
              .toList();
      for (CompletableFuture<DnsAnswer> lookup : lookups) {
        assertFailure(lookup.get(20, TimeUnit.SECONDS), FailureKind.TIMEOUT, tcp ? 2 : 1);
      }
    }
    bad.close();
    assertFound(ask(patient), 1); // the network thread has been round since
    assertThat(threads()).isSubsetOf(threadsBefore);
    assertThat(descriptors.list().length).isLessThanOrEqualTo(socketsBefore + 10);
  }

  /** All threads but those of the servers here, which come with the load. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("loopback-dns"))
        .filter(name -> !name.equals("CompletableFutureDelayScheduler")) // their delays
        .collect(Collectors.toSet());
  }

  @Test
  void goesOnWhereSomethingAttachedToAStageFails() throws Exception {
    DnsJavaResolver resolver = resolver(PATIENT, start(GOOD));
    CompletableFuture<Object> broken =
        resolver
            .lookup(question(NAME))
            .toCompletableFuture()
            .thenApply(
                answer -> {
                  throw new StackOverflowError("on the network thread");
                });
    assertThat(broken).failsWithin(PATIENT);
    assertFound(ask(resolver), 1);
  }

  // --- parts ---

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static void assertFound(DnsAnswer answer, int queries) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            DnsAnswer.Records.class,
            records -> assertThat(records.records()).containsExactly(new RecordData.Txt("found")));
    assertThat(answer.meta().wireQueries()).isEqualTo(queries);
  }

  private static void assertFailure(DnsAnswer answer, FailureKind kind, int queries) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            DnsAnswer.Failure.class,
            failure -> {
              assertThat(failure.kind()).as(failure.detail()).isEqualTo(kind);
              assertThat(failure.meta().wireQueries()).isEqualTo(queries);
            });
  }

  private static Zone failing(FailureKind kind) {
    return failing(NAME, kind);
  }

  private static Zone failing(String name, FailureKind kind) {
    return Zone.builder().failing(name, kind).build();
  }

  /** {@code n0.example} leads to a text over so many aliases. */
  private static Zone chain(int aliases) {
    Zone.Builder zone = Zone.builder().txt("n" + aliases + ".example", "found");
    for (int i = 0; i < aliases; i++) {
      zone.cname("n" + i + ".example", "n" + (i + 1) + ".example");
    }
    return zone.build();
  }

  private LoopbackDnsServer start(Zone zone, Quirk... quirks) throws IOException {
    LoopbackDnsServer server = LoopbackDnsServer.start(zone);
    server.misbehave(quirks);
    open.add(server);
    return server;
  }

  private ScriptedDnsServer script(ScriptedDnsServer.Script script) throws IOException {
    ScriptedDnsServer server = ScriptedDnsServer.start(script);
    open.add(server);
    return server;
  }

  /** A port of which the system said a moment ago that it is free. */
  private static InetSocketAddress unusedAddress() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      return new InetSocketAddress(loopback, socket.getLocalPort());
    }
  }

  private static DnsJavaResolver resolver(Duration timeout, LoopbackDnsServer server) {
    return resolver(timeout, server.address());
  }

  private static DnsJavaResolver resolver(Duration timeout, InetSocketAddress... servers) {
    return DnsJavaResolver.builder().servers(List.of(servers)).timeout(timeout).rounds(1).build();
  }

  private static DnsQuestion question(String name) {
    return new DnsQuestion(DnsName.parse(name).orElseThrow(), RecordType.TXT);
  }

  private static DnsAnswer ask(DnsJavaResolver resolver) throws Exception {
    return ask(resolver, NAME);
  }

  private static DnsAnswer ask(DnsJavaResolver resolver, String name) throws Exception {
    return resolver.lookup(question(name)).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
