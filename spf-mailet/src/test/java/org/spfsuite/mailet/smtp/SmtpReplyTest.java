package org.spfsuite.mailet.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.james.protocols.smtp.hook.HookResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.policy.Action;
import org.spfsuite.mailet.policy.Decision;

final class SmtpReplyTest {

  private static final Zone ZONE =
      Zone.builder()
          .txt("pass.example", "v=spf1 +all")
          .txt("fail.example", "v=spf1 ip4:192.0.2.1 -all")
          .txt("explained.example", "v=spf1 -all exp=why.example")
          .txt("why.example", "no%_mail\\ from %{s}")
          .txt("rude.example", "v=spf1 -all exp=hostile.example")
          .txt("hostile.example", "%{l}")
          .txt("softfail.example", "v=spf1 ~all")
          .txt("neutral.example", "v=spf1 ?all")
          .txt("default.example", "v=spf1")
          .txt("permerror.example", "v=spf1 nonsense")
          .failing("temperror.example", FailureKind.SERVFAIL)
          .build();

  private static String reply(Action action, String sender) {
    SpfRequest request = SpfRequest.of("203.0.113.66", "helo.example", sender);
    Verdict verdict = SpfChecker.builder().resolver(ZONE).build().checkMailFrom(request);
    HookResult result = SmtpReply.of(new Decision(action, verdict), request);
    return result.getSmtpRetCode() + " " + result.getSmtpDescription();
  }

  @Test
  void acceptedMessageIsLeftToOtherHooks() {
    SpfRequest request = SpfRequest.of("203.0.113.66", "helo.example", "me@pass.example");
    Verdict verdict = SpfChecker.builder().resolver(ZONE).build().checkMailFrom(request);

    assertThat(SmtpReply.of(new Decision(Action.ACCEPT, verdict), request))
        .isEqualTo(HookResult.DECLINED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fail      | 550 5.7.23 SPF MAIL FROM check of fail.example: fail, 203.0.113.66 may not send for it (-all)
          softfail  | 550 5.7.23 SPF MAIL FROM check of softfail.example: softfail, 203.0.113.66 should not send for it (~all)
          neutral   | 550 5.7.23 SPF MAIL FROM check of neutral.example: neutral, says nothing for 203.0.113.66 (?all)
          default   | 550 5.7.23 SPF MAIL FROM check of default.example: neutral, says nothing for 203.0.113.66 (default)
          none      | 550 5.7.23 SPF MAIL FROM check of none.example: none, no SPF policy is published
          permerror | 550 5.7.24 SPF MAIL FROM check of permerror.example: permerror, "nonsense" at character 8, expected one of all, include, a, mx, ptr, ip4, ip6, exists
          temperror | 550 5.7.24 SPF MAIL FROM check of temperror.example: temperror, TXT temperror.example: SERVFAIL zone says SERVFAIL
          explained | 550 5.7.23 SPF MAIL FROM check of explained.example: fail, 203.0.113.66 may not send for it (-all). explained.example explains: no mail\\ from me@explained.example
          """)
  void everyResultCanBeRefusedInWordsOfItsOwn(String domain, String expected) {
    assertThat(reply(Action.REFUSE, "me@" + domain + ".example"))
        .isEqualTo(expected.replace("\\\\", "\\"));
  }

  @Test
  void deferringUsesTemporaryCodes() {
    assertThat(reply(Action.DEFER, "me@temperror.example"))
        .startsWith("451 4.7.24 ")
        .endsWith("; try again later");
    assertThat(reply(Action.DEFER, "me@fail.example")).startsWith("451 4.7.23 ");
  }

  @Test
  void whateverTheClientPutsIntoAnExplanationStaysOnOneShortLineOfAscii() {
    String hostile = "\r\n250 OK\u0000\u00fc\u2028" + "x".repeat(10_000);

    String reply = reply(Action.REFUSE, hostile + "@rude.example");

    assertThat(reply).startsWith("550 5.7.23 ").hasSizeLessThanOrEqualTo(510);
    assertThat(reply.chars()).allMatch(c -> c >= 0x20 && c <= 0x7E);
  }
}
