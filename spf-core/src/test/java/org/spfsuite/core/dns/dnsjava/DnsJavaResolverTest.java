package org.spfsuite.core.dns.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.AnswerMeta;
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
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** What dnsjava over real sockets does beyond the contract of a resolver. */
final class DnsJavaResolverTest {

  private static final String NAME = "example.com";
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration PATIENT = Duration.ofSeconds(5);
  private static final Zone GOOD = Zone.builder().txt(NAME, "found").build();
  private static final Zone SILENT = failing(FailureKind.TIMEOUT);
  private static final Zone SERVFAIL = failing(FailureKind.SERVFAIL);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void stopServers() throws Exception {
    for (AutoCloseable server : open) {
      server.close();
    }
  }

  // --- several servers ---

  @Test
  void asksTheFirstServerOnlyWhileItAnswers() throws Exception {
    LoopbackDnsServer first = start(GOOD);
    LoopbackDnsServer second = start(GOOD);
    DnsAnswer answer = ask(PATIENT, 2, first.address(), second.address());
    assertFound(answer, 1);
    assertThat(first.received()).containsExactly(new Received(Transport.UDP, NAME + "/TXT"));
    assertThat(second.received()).isEmpty();
  }

  @Test
  void asksTheNextServerWhereNobodyListens() throws Exception {
    LoopbackDnsServer second = start(GOOD);
    assertFound(ask(Duration.ofMillis(500), 1, unusedAddress(), second.address()), 2);
  }

  @Test
  void asksTheNextServerWhereOneNeverAnswers() throws Exception {
    LoopbackDnsServer first = start(SILENT);
    LoopbackDnsServer second = start(GOOD);
    assertFound(ask(Duration.ofMillis(300), 1, first.address(), second.address()), 2);
    assertThat(first.received()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"SERVFAIL", "REFUSED", "OTHER_RCODE"})
  void asksTheNextServerWhereOneAnswersWithAnErrorCode(FailureKind kind) throws Exception {
    LoopbackDnsServer first = start(failing(kind));
    LoopbackDnsServer second = start(GOOD);
    assertFound(ask(PATIENT, 1, first.address(), second.address()), 2);
  }

  @Test
  void takesNoSuchNameForAnAnswer() throws Exception {
    LoopbackDnsServer first = start(Zone.builder().build());
    LoopbackDnsServer second = start(GOOD);
    assertThat(ask(PATIENT, 2, first.address(), second.address()))
        .isInstanceOf(DnsAnswer.NxDomain.class);
    assertThat(second.received()).isEmpty();
  }

  @Test
  void asksNoServerTwiceThatAnsweredWithAnErrorCode() throws Exception {
    LoopbackDnsServer first = start(SERVFAIL);
    LoopbackDnsServer second = start(failing(FailureKind.REFUSED));
    DnsAnswer answer = ask(PATIENT, 3, first.address(), second.address());
    assertFailure(answer, FailureKind.REFUSED, 2);
    assertThat(first.received()).hasSize(1);
    assertThat(second.received()).hasSize(1);
  }

  @Test
  void doesNotComeBackToAnErrorCodeBecauseTheNextServerIsSilent() throws Exception {
    LoopbackDnsServer first = start(SERVFAIL);
    LoopbackDnsServer second = start(SILENT);
    DnsAnswer answer = ask(SHORT, 2, first.address(), second.address());
    assertFailure(answer, FailureKind.TIMEOUT, 3);
    assertThat(first.received()).hasSize(1);
    assertThat(second.received()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "1, 3", "2, 2"})
  void givesUpAfterAllRounds(int servers, int rounds) throws Exception {
    List<LoopbackDnsServer> silent = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      silent.add(start(SILENT));
    }
    InetSocketAddress[] addresses =
        silent.stream().map(LoopbackDnsServer::address).toArray(InetSocketAddress[]::new);
    Duration atMost = SHORT.multipliedBy((long) servers * rounds);
    long started = System.nanoTime();
    DnsAnswer answer = ask(SHORT, rounds, addresses);
    Duration took = Duration.ofNanos(System.nanoTime() - started);

    assertFailure(answer, FailureKind.TIMEOUT, servers * rounds);
    assertThat(silent).allSatisfy(server -> assertThat(server.received()).hasSize(rounds));
    assertThat(took).isBetween(atMost.minusMillis(50), atMost.plusSeconds(3));
  }

  @Test
  void failsWhereNobodyListensAtAll() throws Exception {
    assertThat(ask(SHORT, 1, unusedAddress(), unusedAddress()))
        .isInstanceOfSatisfying(
            DnsAnswer.Failure.class,
            failure -> {
              // Whether the network tells that the port is closed is up to the system.
              assertThat(failure.kind()).isIn(FailureKind.UNREACHABLE, FailureKind.TIMEOUT);
              assertThat(failure.meta()).isEqualTo(new AnswerMeta(0, false, 2));
            });
  }

  // --- transports ---

  @Test
  void asksAgainOverTcpWhatDoesNotFitADatagram() throws Exception {
    LoopbackDnsServer server = start(Zone.builder().txt(NAME, "x".repeat(2_000)).build());
    DnsAnswer answer = ask(PATIENT, 1, server.address());
    assertThat(answer)
        .isEqualTo(
            new DnsAnswer.Records(
                List.of(new RecordData.Txt("x".repeat(2_000))), new AnswerMeta(300, false, 2)));
    assertThat(server.received())
        .containsExactly(
            new Received(Transport.UDP, NAME + "/TXT"), new Received(Transport.TCP, NAME + "/TXT"));
  }

  @Test
  void takesOver512OctetsInADatagram() throws Exception {
    LoopbackDnsServer server = start(Zone.builder().txt(NAME, "x".repeat(1_000)).build());
    assertThat(ask(PATIENT, 1, server.address()).meta().wireQueries()).isEqualTo(1);
    assertThat(server.received()).containsExactly(new Received(Transport.UDP, NAME + "/TXT"));
  }

  @Test
  void failsWhereATruncatedAnswerCannotBeHadOverTcp() throws Exception {
    ScriptedDnsServer server = script((question, reply) -> reply.getHeader().setFlag(Flags.TC));
    assertThat(ask(Duration.ofMillis(500), 1, server.address()))
        .isInstanceOfSatisfying(
            DnsAnswer.Failure.class, f -> assertThat(f.meta().wireQueries()).isEqualTo(2));
  }

  @Test
  void answersManyQuestionsAtOnce() throws Exception {
    LoopbackDnsServer server = start(GOOD);
    DnsJavaResolver resolver = resolver(PATIENT, 1, server.address());
    List<DnsAnswer> answers = new ArrayList<>();
    server.delayAnswers(Duration.ofMillis(50));
    var stages = Stream.generate(() -> resolver.lookup(question())).limit(50).toList();
    for (var stage : stages) {
      answers.add(stage.toCompletableFuture().get(10, TimeUnit.SECONDS));
    }
    assertThat(answers).allSatisfy(answer -> assertFound(answer, 1));
  }

  // --- what an answer says ---

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void vouchesForAnAnswerAsTheServerDoes(boolean authentic) throws Exception {
    ScriptedDnsServer server =
        script(
            (question, reply) -> {
              if (authentic) {
                reply.getHeader().setFlag(Flags.AD);
              }
              reply.addRecord(txt(question.getName(), 60), Section.ANSWER);
            });
    DnsAnswer answer = ask(PATIENT, 1, server.address());
    assertThat(answer.meta()).isEqualTo(new AnswerMeta(60, authentic, 1));
    assertThat(server.queries())
        .allSatisfy(
            query -> {
              assertThat(query.getHeader().getFlag(Flags.AD)).as("RFC 6840 §5.7").isTrue();
              assertThat(query.getHeader().getFlag(Flags.RD)).isTrue();
            });
  }

  @Test
  void knowsTheSmallestTtlAlongTheAliases() throws Exception {
    ScriptedDnsServer server =
        script(
            (question, reply) -> {
              reply.addRecord(alias(question.getName(), "b.example.", 40), Section.ANSWER);
              reply.addRecord(
                  alias(Name.fromString("b.example."), "c.example.", 20), Section.ANSWER);
              reply.addRecord(txt(Name.fromString("c.example."), 30), Section.ANSWER);
            });
    assertThat(ask(PATIENT, 1, server.address()).meta().ttlSeconds()).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource({"3600, 60, 60", "60, 3600, 60", "0, 3600, 0"})
  void keepsANegativeAnswerAsRfc2308Says(long soaTtl, long minimum, long expected)
      throws Exception {
    for (int rcode : List.of(Rcode.NOERROR, Rcode.NXDOMAIN)) {
      ScriptedDnsServer server =
          script(
              (question, reply) -> {
                reply.getHeader().setRcode(rcode);
                Name zone = question.getName();
                reply.addRecord(
                    new SOARecord(zone, DClass.IN, soaTtl, zone, zone, 1, 1, 1, 1, minimum),
                    Section.AUTHORITY);
              });
      DnsAnswer answer = ask(PATIENT, 1, server.address());
      assertThat(answer)
          .isInstanceOf(rcode == Rcode.NOERROR ? DnsAnswer.NoData.class : DnsAnswer.NxDomain.class);
      assertThat(answer.meta().ttlSeconds()).isEqualTo(expected);
    }
  }

  @Test
  void knowsNoTtlOfANegativeAnswerWithoutAnSoaRecord() throws Exception {
    ScriptedDnsServer server = script((question, reply) -> {});
    DnsAnswer answer = ask(PATIENT, 1, server.address());
    assertThat(answer).isEqualTo(new DnsAnswer.NoData(new AnswerMeta(0, false, 1)));
  }

  @Test
  void asksOnWhereAServerGivesOnlyAPartOfTheChain() throws Exception {
    ScriptedDnsServer server =
        script(
            (question, reply) -> {
              Name name = question.getName();
              boolean end = name.equals(Name.fromString("end.example."));
              reply.getHeader().setFlag(Flags.AD);
              reply.addRecord(
                  end ? txt(name, 50) : alias(name, "end.example.", 40), Section.ANSWER);
            });
    DnsAnswer answer = ask(PATIENT, 1, server.address());
    assertThat(answer)
        .isEqualTo(
            new DnsAnswer.Records(
                List.of(new RecordData.Txt("found")), new AnswerMeta(40, true, 2)));
  }

  @Test
  void vouchesForAChainOnlyIfEveryPartIsAuthentic() throws Exception {
    ScriptedDnsServer server =
        script(
            (question, reply) -> {
              Name name = question.getName();
              if (name.equals(Name.fromString("end.example."))) {
                reply.getHeader().setFlag(Flags.AD);
                reply.addRecord(txt(name, 50), Section.ANSWER);
              } else {
                reply.addRecord(alias(name, "end.example.", 40), Section.ANSWER);
              }
            });
    assertThat(ask(PATIENT, 1, server.address()).meta().authentic()).isFalse();
  }

  @Test
  void stopsFollowingAnEndlessChainThatComesInParts() throws Exception {
    ScriptedDnsServer server =
        script(
            (question, reply) ->
                reply.addRecord(
                    alias(question.getName(), "x" + question.getName(), 40), Section.ANSWER));
    DnsAnswer answer = ask(PATIENT, 1, server.address());
    assertFailure(answer, FailureKind.CNAME_CHAIN, 17);
  }

  @Test
  void ignoresRecordsThatWereNotAskedFor() throws Exception {
    ScriptedDnsServer server =
        script(
            (question, reply) -> {
              reply.addRecord(txt(Name.fromString("other.example."), 60), Section.ANSWER);
              reply.addRecord(
                  alias(Name.fromString("a.example."), "b.example.", 60), Section.ANSWER);
            });
    assertThat(ask(PATIENT, 1, server.address())).isInstanceOf(DnsAnswer.NoData.class);
  }

  @Test
  void failsWhereTheAnswerIsToAnotherQuestion() throws Exception {
    ScriptedDnsServer server =
        script(
            (question, reply) -> {
              Name other = Name.fromString("other.example.");
              reply.removeAllRecords(Section.QUESTION);
              reply.addRecord(
                  Record.newRecord(other, question.getType(), DClass.IN), Section.QUESTION);
              reply.addRecord(txt(other, 60), Section.ANSWER);
            });
    assertFailure(ask(SHORT, 1, server.address()), FailureKind.MALFORMED, 1);
  }

  // --- settings ---

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DnsJavaResolver.builder().timeout(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DnsJavaResolver.builder().timeout(Duration.ofMillis(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> DnsJavaResolver.builder().rounds(0));
    assertThatIllegalArgumentException().isThrownBy(() -> DnsJavaResolver.builder().rounds(101));
    assertThatIllegalArgumentException().isThrownBy(() -> DnsJavaResolver.builder().cnameDepth(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DnsJavaResolver.builder().cnameDepth(101));
  }

  private static void assertFound(DnsAnswer answer, int queries) {
    assertThat(answer)
        .isEqualTo(
            new DnsAnswer.Records(
                List.of(new RecordData.Txt("found")), new AnswerMeta(300, false, queries)));
  }

  private static void assertFailure(DnsAnswer answer, FailureKind kind, int queries) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            DnsAnswer.Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(kind);
              assertThat(failure.meta()).isEqualTo(new AnswerMeta(0, false, queries));
            });
  }

  private static Zone failing(FailureKind kind) {
    return Zone.builder().failing(NAME, kind).build();
  }

  private static Record txt(Name name, long ttl) {
    return new TXTRecord(name, DClass.IN, ttl, "found");
  }

  private static Record alias(Name name, String target, long ttl) throws IOException {
    return new CNAMERecord(name, DClass.IN, ttl, Name.fromString(target));
  }

  private LoopbackDnsServer start(Zone zone) throws IOException {
    LoopbackDnsServer server = LoopbackDnsServer.start(zone);
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

  private static DnsJavaResolver resolver(
      Duration timeout, int rounds, InetSocketAddress... servers) {
    return DnsJavaResolver.builder()
        .servers(List.of(servers))
        .timeout(timeout)
        .rounds(rounds)
        .build();
  }

  private static DnsQuestion question() {
    return new DnsQuestion(DnsName.parse(NAME).orElseThrow(), RecordType.TXT);
  }

  private static DnsAnswer ask(Duration timeout, int rounds, InetSocketAddress... servers)
      throws Exception {
    return resolver(timeout, rounds, servers)
        .lookup(question())
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }
}
