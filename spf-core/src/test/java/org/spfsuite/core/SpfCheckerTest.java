package org.spfsuite.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.check.CheckLimits;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Explanation;
import org.spfsuite.core.verdict.Explanation.Source;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

final class SpfCheckerTest {

  private static final String CLIENT = "192.0.2.1";

  private static final Zone ZONE =
      Zone.builder()
          .txt("sender.example", "v=spf1 ip4:192.0.2.1 -all")
          .txt("helo.example", "v=spf1 exists:%{s}.%{o}.%{d}.%{h}.x.test ~all")
          .txt("strict.example", "v=spf1 -all exp=why.example")
          .txt("why.example", "%{r} does not like %{s}")
          .address(
              "postmaster@helo.example.helo.example.helo.example.helo.example.x.test", "127.0.0.2")
          .build();

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  private final SpfChecker checker =
      SpfChecker.builder()
          .resolver(
              question -> {
                asked.add(question.toString());
                return ZONE.lookup(question);
              })
          .build();

  @Test
  void checksBothIdentitiesAndKeepsThemApart() {
    SpfVerdicts verdicts =
        checker.check(SpfRequest.of(CLIENT, "strict.example", "alice@sender.example"));
    assertThat(verdicts.helo().result()).isEqualTo(SpfResult.FAIL);
    assertThat(verdicts.helo().identity()).isEqualTo(Identity.HELO);
    assertThat(verdicts.helo().domain()).isEqualTo("strict.example");
    assertThat(verdicts.mailFrom().result()).isEqualTo(SpfResult.PASS);
    assertThat(verdicts.mailFrom().identity()).isEqualTo(Identity.MAIL_FROM);
    assertThat(verdicts.mailFrom().domain()).isEqualTo("sender.example");
    assertThat(verdicts.of(Identity.HELO)).isSameAs(verdicts.helo());
    assertThat(verdicts.of(Identity.MAIL_FROM)).isSameAs(verdicts.mailFrom());
  }

  @Test
  void takesTheHeloNameForTheSenderOfTheHeloIdentity() {
    Verdict verdict =
        checker.checkHelo(SpfRequest.of(CLIENT, "helo.example", "alice@sender.example"));
    assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
  }

  @Test
  void takesPostmasterAtTheHeloNameForANullSender() {
    SpfRequest request = SpfRequest.of(CLIENT, "helo.example", "");
    assertThat(request.hasNullSender()).isTrue();
    Verdict alone = checker.checkMailFrom(request);
    assertThat(alone.result()).isEqualTo(SpfResult.PASS);
    assertThat(alone.identity()).isEqualTo(Identity.MAIL_FROM);

    checker.flush(DnsName.parse("helo.example").orElseThrow());
    asked.clear();
    SpfVerdicts both = checker.check(request);
    assertThat(both.mailFrom().identity()).isEqualTo(Identity.MAIL_FROM);
    assertThat(both.helo().identity()).isEqualTo(Identity.HELO);
    assertThat(both.mailFrom()).isEqualTo(both.helo().as(Identity.MAIL_FROM));
    assertThat(asked).as("the policy is evaluated once").hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[192.0.2.1]", "localhost", "a..b", "helo..example"})
  void findsNoPolicyForANullSenderWithoutAProperHeloName(String helo) {
    SpfVerdicts verdicts = checker.check(SpfRequest.of(CLIENT, helo, ""));
    assertThat(verdicts.helo().result()).isEqualTo(SpfResult.NONE);
    assertThat(verdicts.mailFrom().result()).isEqualTo(SpfResult.NONE);
    assertThat(verdicts.helo().domain()).as("what was claimed").isEqualTo(helo);
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "alice@strict.example,        alice@strict.example",
    "@strict.example,             postmaster@strict.example",
    "strict.example,              postmaster@strict.example",
    "a@b@strict.example,          a@b@strict.example",
    "'\"a@b c\"@strict.example',  '\"a@b c\"@strict.example'",
    "@@strict.example,            @@strict.example"
  })
  void splitsTheReversePathAtItsLastAtSign(String mailFrom, String sender) {
    Verdict verdict = checker.checkMailFrom(SpfRequest.of(CLIENT, "helo.example", mailFrom));
    assertThat(verdict.domain()).isEqualTo("strict.example");
    assertThat(verdict.explanation())
        .contains(new Explanation(Source.DOMAIN_OWNER, "unknown does not like " + sender));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice@", "@", "alice", "alice@[192.0.2.1]"})
  void findsNoPolicyForAReversePathWithoutADomain(String mailFrom) {
    assertThat(checker.checkMailFrom(SpfRequest.of(CLIENT, "helo.example", mailFrom)).result())
        .isEqualTo(SpfResult.NONE);
    assertThat(asked).isEmpty();
  }

  @Test
  void tellsItsOwnNameAndItsOwnExplanation() {
    SpfChecker custom =
        SpfChecker.builder()
            .resolver(ZONE)
            .settings(
                CheckSettings.DEFAULTS
                    .withReceiver("mx.receiver.example")
                    .withDefaultExplanation("so there"))
            .build();
    assertThat(custom.checkHelo(SpfRequest.of(CLIENT, "strict.example", "")).explanation())
        .map(Explanation::text)
        .contains("mx.receiver.example does not like postmaster@strict.example");
    assertThat(custom.checkHelo(SpfRequest.of("::1", "sender.example", "")).explanation())
        .contains(new Explanation(Source.RECEIVER, "so there"));
  }

  @Test
  void keepsTheLimitsItWasGiven() {
    SpfChecker frugal =
        SpfChecker.builder()
            .resolver(ZONE)
            .settings(
                CheckSettings.DEFAULTS.withLimits(
                    new CheckLimits(0, 2, 10, 10, Duration.ofSeconds(1))))
            .build();
    assertThat(frugal.checkHelo(SpfRequest.of(CLIENT, "helo.example", "")).problem())
        .hasValueSatisfying(p -> assertThat(p.code()).isEqualTo(ProblemCode.LOOKUP_LIMIT));
  }

  @Test
  void neverThrowsWhateverTheClientSays() {
    List<String> hostile =
        List.of(
            "\u0000",
            "\r\n",
            "\ud800",
            "\u00e4".repeat(500),
            "\u3002",
            "x\u3002",
            "\uff0e\uff0e",
            "\u200d.example",
            "xn--\u00e4.example",
            "xn--a-\u00fc.example",
            "\u05d0a.example",
            ".".repeat(1_000) + "\u00fc",
            "%{s}.example",
            "a@",
            "@\u00e4");
    for (String text : hostile) {
      for (String mailFrom : List.of(text, "u@" + text, text + "@strict.example")) {
        SpfVerdicts verdicts = checker.check(SpfRequest.of(CLIENT, text, mailFrom));
        assertThat(List.of(verdicts.helo(), verdicts.mailFrom()))
            .allSatisfy(
                verdict -> {
                  assertThat(verdict.problem()).as(verdict.reason()).isEmpty();
                  assertThat(verdict.domain().chars()).allMatch(c -> c >= 0x20 && c <= 0x7E);
                  assertThat(verdict.reason().chars()).allMatch(c -> c >= 0x20 && c <= 0x7E);
                });
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "192.0.2", "192.0.2.1/32", "[::1]", "::1%lo"})
  void refusesAClientThatIsNoAddressLiteral(String client) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpfRequest.of(client, "helo.example", ""))
        .withMessageContaining(client);
  }
}
