package org.spfsuite.mailet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.mailet.policy.EnforcementPolicy.Cell;

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

  private static SpfVerdicts verdicts(String helo, String mailFrom) {
    SpfRequest request =
        SpfRequest.of("192.0.2.1", helo + ".example", "me@" + mailFrom + ".example");
    return SpfChecker.builder().resolver(ZONE).build().check(request);
  }

  @ParameterizedTest
  @EnumSource
  void onlyFailRefusesByDefault(SpfResult result) {
    Action expected = result == SpfResult.FAIL ? Action.REFUSE : Action.ACCEPT;

    for (Identity identity : Identity.values()) {
      assertThat(EnforcementPolicy.DEFAULT.action(identity, result)).isEqualTo(expected);
    }
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
    Decision decision = EnforcementPolicy.DEFAULT.decide(verdicts(helo, mailFrom));

    assertThat(decision.action()).isEqualTo(action);
    assertThat(decision.verdict().identity()).isEqualTo(by);
  }

  @Test
  void refusingBeatsDeferring() {
    EnforcementPolicy policy =
        new EnforcementPolicy(Map.of(new Cell(Identity.HELO, SpfResult.TEMPERROR), Action.DEFER));

    assertThat(policy.decide(verdicts("temperror", "fail")).action()).isEqualTo(Action.REFUSE);
    assertThat(policy.decide(verdicts("temperror", "pass")).action()).isEqualTo(Action.DEFER);
  }
}
