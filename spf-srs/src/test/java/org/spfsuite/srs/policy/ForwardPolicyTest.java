package org.spfsuite.srs.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.text.Glob;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.srs.outcome.ForwardOutcome.Reason;

final class ForwardPolicyTest {

  private static final String SRS_DOMAIN = "srs.alumni.example";

  private static final List<IpAddress> OURS =
      List.of(address("203.0.113.20"), address("2001:db8::20"));

  private static final Zone ZONE =
      Zone.builder()
          .txt("strict.example", "v=spf1 ip4:192.0.2.0/24 -all")
          .txt("soft.example", "v=spf1 ip4:192.0.2.0/24 ~all")
          .txt("neutral.example", "v=spf1 ip4:192.0.2.0/24 ?all")
          .txt("partner.example", "v=spf1 ip4:203.0.113.20 ip6:2001:db8::20 -all")
          .txt("half.example", "v=spf1 ip4:203.0.113.20 -all")
          .txt("broken.example", "v=spf1 nonsense -all")
          .txt("everybody.example", "v=spf1 +all")
          .build();

  /** Never answers for one domain. */
  private static final DnsResolver DNS =
      question ->
          question.name().toString().endsWith("silent.example")
              ? new CompletableFuture<>()
              : ZONE.lookup(question);

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static ForwardPolicy policy(RewriteWhen when) {
    SpfChecker checker = SpfChecker.builder().resolver(DNS).build();
    return new ForwardPolicy(
        "alumni.example"::equals,
        List.of(new Glob("*@lists.example")),
        Set.of(SpfResult.FAIL),
        when,
        Optional.of(new Departure(checker, OURS, "mx.alumni.example", Duration.ofMillis(500))));
  }

  @ParameterizedTest
  @CsvSource({
    // sender,         SPF inbound, reason or none
    "ann@author.example, pass,      ",
    "ann@author.example, '',        ",
    "ann@author.example, softfail,  ",
    "ann@author.example, none,      ",
    "ann@author.example, temperror, ",
    "ann@author.example, fail,      SPF_FAILED",
    "'',                 '',        NULL_SENDER",
    "'',                 fail,      NULL_SENDER",
    "ann,                pass,      NO_ADDRESS",
    "ann@,               pass,      NO_ADDRESS",
    "@author.example,    pass,      NO_ADDRESS",
    "ann@ALUMNI.example, pass,      OWN_DOMAIN",
    "ann@alumni.example, softfail,  OWN_DOMAIN",
    "ann@alumni.example, fail,      SPF_FAILED",
    "a@sub.alumni.example, pass,    ",
    "x@Lists.Example,    pass,      EXCLUDED",
    "x@lists.example,    fail,      SPF_FAILED",
  })
  void someAreLeftAlone(String sender, String inbound, Reason reason) {
    ForwardRequest request = new ForwardRequest(sender, SRS_DOMAIN, SpfResult.of(inbound));

    assertThat(policy(RewriteWhen.ALWAYS).leavesAlone(request))
        .isEqualTo(Optional.ofNullable(reason));
  }

  @ParameterizedTest
  @CsvSource({
    // domain,          whenSpfPublished, whenSpfWouldFail
    "strict.example,    ,                 ",
    "soft.example,      ,                 ",
    "broken.example,    ,                 ",
    "half.example,      ,                 ",
    "neutral.example,   ,                 SPF_ALLOWS_US",
    "partner.example,   ,                 SPF_ALLOWS_US",
    "everybody.example, ,                 SPF_ALLOWS_US",
    "none.example,      NO_POLICY,        NO_POLICY",
    "silent.example,    ,                 ",
  })
  void policiesOfSendersHaveASay(String domain, Reason published, Reason wouldFail) {
    ForwardRequest request = new ForwardRequest("ann@" + domain, SRS_DOMAIN, Optional.empty());

    assertThat(policy(RewriteWhen.SPF_PUBLISHED).leavesAlone(request))
        .isEqualTo(Optional.ofNullable(published));
    assertThat(policy(RewriteWhen.SPF_WOULD_FAIL).leavesAlone(request))
        .isEqualTo(Optional.ofNullable(wouldFail));
    assertThat(policy(RewriteWhen.ALWAYS).leavesAlone(request)).isEmpty();
  }

  @Test
  void whoAsksPoliciesMustKnowOurAddresses() {
    assertThatThrownBy(
            () ->
                new ForwardPolicy(
                    domain -> false,
                    List.of(),
                    Set.of(),
                    RewriteWhen.SPF_WOULD_FAIL,
                    Optional.empty()))
        .hasMessage("whenSpfWouldFail needs our outgoing addresses");
    SpfChecker checker = SpfChecker.builder().resolver(DNS).build();
    assertThatThrownBy(() -> new Departure(checker, List.of(), "mx", Duration.ofSeconds(1)))
        .hasMessage("no outgoing address is given");
  }
}
