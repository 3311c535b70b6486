package org.spfsuite.mailet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.mailet.policy.DecisionTable.Cell;

final class EnforcementPolicyTest {

  private static final Zone ZONE =
      Zone.builder()
          .txt("pass.example", "v=spf1 +all")
          .txt("fail.example", "v=spf1 -all")
          .txt("softfail.example", "v=spf1 ~all")
          .txt("neutral.example", "v=spf1 ?all")
          .txt("permerror.example", "v=spf1 nonsense")
          .failing("temperror.example", FailureKind.SERVFAIL)
          .build();

  private static final Supplier<Trust> NOBODY = Trust.No::new;

  private static Trust notAsked() {
    throw new AssertionError("asked for trust");
  }

  private static SpfVerdicts verdicts(String helo, String mailFrom) {
    SpfRequest request =
        SpfRequest.of("192.0.2.1", helo + ".example", "me@" + mailFrom + ".example");
    return SpfChecker.builder().resolver(ZONE).build().check(request);
  }

  private static List<AddressPattern> patterns(String... texts) {
    return Stream.of(texts).map(text -> AddressPattern.parse(text).orElseThrow()).toList();
  }

  private static EnforcementPolicy policy(Mode mode) {
    Rule tag = Rule.parse("tag", SpfResult.FAIL).orElseThrow();
    DecisionTable tagging =
        DecisionTable.STANDARD.with(Map.of(new Cell(Identity.MAIL_FROM, SpfResult.FAIL), tag));
    return new EnforcementPolicy(
        mode,
        DecisionTable.STANDARD,
        List.of(
            new RecipientPolicy("t", patterns("tagged.example"), mode, tagging),
            new RecipientPolicy(
                "m", patterns("*@tagged.example", "ann@*"), Mode.MONITOR, DecisionTable.STANDARD),
            new RecipientPolicy(
                "e", patterns("strict.example"), Mode.ENFORCE, DecisionTable.STANDARD)),
        patterns("friend@fail.example"),
        patterns("postmaster@*"));
  }

  @ParameterizedTest
  @CsvSource({
    "pass,      pass,      ACCEPT, MAIL_FROM",
    "none,      none,      ACCEPT, MAIL_FROM",
    "pass,      fail,      REFUSE, MAIL_FROM",
    "fail,      pass,      REFUSE, HELO",
    "fail,      fail,      REFUSE, MAIL_FROM",
    "permerror, temperror, ACCEPT, MAIL_FROM",
    "softfail,  neutral,   ACCEPT, MAIL_FROM",
  })
  void theStricterIdentityDecides(String helo, String mailFrom, Action action, Identity by) {
    Decision decision = DecisionTable.STANDARD.decide(verdicts(helo, mailFrom));

    assertThat(decision.action()).isEqualTo(action);
    assertThat(decision.verdict().identity()).isEqualTo(by);
  }

  @Test
  void refusingBeatsDeferring() {
    Rule defer = Rule.parse("defer", SpfResult.TEMPERROR).orElseThrow();
    DecisionTable table =
        new DecisionTable(Map.of(new Cell(Identity.HELO, SpfResult.TEMPERROR), defer));

    assertThat(table.decide(verdicts("temperror", "fail")).action()).isEqualTo(Action.REFUSE);
    assertThat(table.decide(verdicts("temperror", "pass")).action()).isEqualTo(Action.DEFER);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // sender, recipient, mode, what is done, what the table says, why not
        "me@fail.example,     bob@here.example,        ENFORCE, REFUSE, REFUSE, -",
        "me@fail.example,     bob@here.example,        MONITOR, ACCEPT, REFUSE, monitor",
        "me@fail.example,     -,                       ENFORCE, REFUSE, REFUSE, -",
        "me@fail.example,     -,                       MONITOR, ACCEPT, REFUSE, monitor",
        "me@pass.example,     bob@here.example,        MONITOR, ACCEPT, ACCEPT, -",
        "me@fail.example,     Postmaster@here.example, ENFORCE, ACCEPT, REFUSE, recipient postmaster@*",
        "me@fail.example,     Postmaster@here.example, MONITOR, ACCEPT, REFUSE, recipient postmaster@*",
        "friend@fail.example, bob@here.example,        ENFORCE, ACCEPT, REFUSE, sender friend@fail.example",
        "FRIEND@FAIL.example, -,                       ENFORCE, ACCEPT, REFUSE, sender friend@fail.example",
        "me@fail.example,     bob@tagged.example,      ENFORCE, TAG,    TAG,    -",
        "me@fail.example,     ann@tagged.example,      ENFORCE, TAG,    TAG,    -",
        "me@fail.example,     ann@here.example,        ENFORCE, ACCEPT, REFUSE, monitor",
        "me@fail.example,     bob@strict.example,      MONITOR, REFUSE, REFUSE, -",
      })
  void exemptionsAndRecipientsHaveTheirSay(
      String sender, String recipient, Mode mode, Action done, Action rule, String spared) {
    String domain = sender.substring(sender.indexOf('@') + 1, sender.indexOf('.'));
    Decision decision =
        policy(mode)
            .decide(verdicts("pass", domain), sender, Optional.ofNullable(recipient), NOBODY);

    assertThat(decision.action()).isEqualTo(done);
    assertThat(decision.rule().action()).isEqualTo(rule);
    assertThat(decision.spared().map(Spared::toString)).isEqualTo(Optional.ofNullable(spared));
  }

  @Test
  void trustIsAskedForLast() {
    SpfVerdicts pass = verdicts("pass", "pass");
    SpfVerdicts fail = verdicts("pass", "fail");
    EnforcementPolicy policy = policy(Mode.ENFORCE);
    Optional<String> bob = Optional.of("bob@here.example");
    Optional<String> postmaster = Optional.of("postmaster@here.example");

    assertThat(
            policy.decide(pass, "me@pass.example", bob, EnforcementPolicyTest::notAsked).action())
        .isEqualTo(Action.ACCEPT);
    assertThat(
            policy
                .decide(fail, "me@fail.example", postmaster, EnforcementPolicyTest::notAsked)
                .action())
        .isEqualTo(Action.ACCEPT);
    Spared forwarder = new Spared(Spared.By.FORWARDER, "alumni.example");
    assertThat(policy.decide(fail, "me@fail.example", bob, () -> new Trust.Yes(forwarder)).spared())
        .contains(forwarder);
  }

  @Test
  void whoeverMightBeTrustedIsAskedToComeAgain() {
    Decision decision =
        policy(Mode.ENFORCE)
            .decide(
                verdicts("pass", "fail"),
                "me@fail.example",
                Optional.of("bob@here.example"),
                Trust.Unknown::new);

    assertThat(decision.action()).isEqualTo(Action.DEFER);
    assertThat(decision.rule().reply().code()).isEqualTo(451);
  }
}
