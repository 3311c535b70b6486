package org.spfsuite.mailet.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.policy.Decision;
import org.spfsuite.mailet.policy.Rule;

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

  private static HookResult answer(String rule, String sender) {
    SpfRequest request = SpfRequest.of("203.0.113.66", "helo.example", sender);
    Verdict verdict = SpfChecker.builder().resolver(ZONE).build().checkMailFrom(request);
    Rule parsed = Rule.parse(rule, verdict.result()).orElseThrow();
    return SmtpReply.of(
        new Decision(parsed, verdict, Optional.empty()), request, "ann@here.example");
  }

  private static String reply(String rule, String sender) {
    HookResult result = answer(rule, sender);
    return result.getSmtpRetCode() + " " + result.getSmtpDescription();
  }

  @ParameterizedTest
  @ValueSource(strings = {"accept", "tag"})
  void acceptedMessageIsLeftToOtherHooks(String rule) {
    assertThat(answer(rule, "me@pass.example")).isEqualTo(HookResult.DECLINED);
  }

  @Test
  void aTextOfTheAdministratorsOwn() {
    String rule =
        "refuse 554 5.7.1 {client} {helo} {sender} {recipient} {identity} {domain} {result}";

    assertThat(reply(rule, "me@fail.example"))
        .isEqualTo(
            "554 5.7.1 203.0.113.66 helo.example me@fail.example ann@here.example MAIL FROM"
                + " fail.example fail");
    assertThat(reply("refuse {mechanism}, that is {reason}{explanation}", "me@fail.example"))
        .isEqualTo("550 5.7.23 -all, that is fail.example -all");
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
    assertThat(reply("refuse", "me@" + domain + ".example"))
        .isEqualTo(expected.replace("\\\\", "\\"));
  }

  @Test
  void deferringUsesTemporaryCodes() {
    assertThat(reply("defer", "me@temperror.example"))
        .startsWith("451 4.7.24 ")
        .endsWith("; try again later");
    assertThat(reply("defer", "me@fail.example")).startsWith("451 4.7.23 ");
  }

  @Test
  void whateverTheClientPutsIntoAnExplanationStaysOnOneShortLineOfAscii() {
    String hostile = "\r\n250 OK\u0000\u00fc\u2028" + "x".repeat(10_000);

    String reply = reply("refuse", hostile + "@rude.example");

    assertThat(reply).startsWith("550 5.7.23 ").hasSizeLessThanOrEqualTo(510);
    assertThat(reply.chars()).allMatch(c -> c >= 0x20 && c <= 0x7E);
  }
}
