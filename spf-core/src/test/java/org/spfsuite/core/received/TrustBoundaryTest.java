package org.spfsuite.core.received;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.net.IpPrefix;
import org.spfsuite.core.received.TrustBoundary.Judged;

final class TrustBoundaryTest {

  private static final IpPrefix OURS = IpPrefix.parse("10.0.0.0/8").orElseThrow();

  private static final String OUTSIDE =
      "from out.example (x [203.0.113.9]) by relay (Postfix) with ESMTP";
  private static final String INSIDE = "from relay (relay [10.0.0.2]) by gate (Postfix) with ESMTP";
  private static final String FORGED =
      "from good.example (x [192.0.2.10]) by bank.example (Postfix) with ESMTP";
  private static final String LOGGED_IN =
      "from laptop (x [203.0.113.7]) (Authenticated sender: ann) by relay with ESMTPSA";

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static Judged find(String client, String... received) {
    return TrustBoundary.find(
        ip(client), "helo.example", Stream.of(received).toList(), OURS::contains);
  }

  @Test
  void whoeverIsNotTrustedIsJudged() {
    assertThat(find("203.0.113.1", FORGED))
        .isEqualTo(new Judged.Client(ip("203.0.113.1"), "helo.example", Optional.empty(), 0));
    assertThat(find("::ffff:203.0.113.1"))
        .isEqualTo(new Judged.Client(ip("203.0.113.1"), "helo.example", Optional.empty(), 0));
  }

  @Test
  void ownRelaysAreLookedThrough() {
    assertThat(find("10.0.0.1", OUTSIDE, FORGED))
        .isEqualTo(new Judged.Client(ip("203.0.113.9"), "out.example", Optional.empty(), 1));
    assertThat(find("10.0.0.1", INSIDE, OUTSIDE, FORGED))
        .isEqualTo(new Judged.Client(ip("203.0.113.9"), "out.example", Optional.empty(), 2));
  }

  @Test
  void theReversePathThatTheRelaySawComesAlong() {
    String exim =
        "from out.example ([203.0.113.9]) by relay with esmtp (Exim 4.96) (envelope-from <a@b.example>) id 1";
    assertThat(find("10.0.0.1", exim))
        .isEqualTo(
            new Judged.Client(ip("203.0.113.9"), "out.example", Optional.of("a@b.example"), 1));
  }

  @Test
  void whoeverIsOneOfUsIsNotJudged() {
    assertThat(find("10.0.0.1"))
        .isEqualTo(new Judged.Nobody("sent from 10.0.0.1, which is trusted"));
    assertThat(find("10.0.0.1", INSIDE))
        .isEqualTo(new Judged.Nobody("sent from 10.0.0.2, which is trusted"));
    assertThat(find("10.0.0.1", LOGGED_IN, FORGED))
        .isEqualTo(new Judged.Nobody("the sender had logged in at 10.0.0.1"));
    assertThat(find("10.0.0.1", "by relay (Postfix, from userid 1000) id 77"))
        .isEqualTo(new Judged.Nobody("written on 10.0.0.1, which is trusted"));
  }

  @Test
  void whatARelayWritesOfItselfIsLookedThrough() {
    assertThat(
            find("10.0.0.1", "(qmail 4711 invoked from network); date", "by relay id 1", OUTSIDE))
        .isEqualTo(new Judged.Client(ip("203.0.113.9"), "out.example", Optional.empty(), 1));
  }

  @Test
  void itIsSaidWhenAFieldCannotBeRead() {
    assertThat(find("10.0.0.1", "from out.example by relay with ESMTP", FORGED))
        .isEqualTo(new Judged.Unknown("the Received field of 10.0.0.1 names no client"));
  }

  @Test
  void aLoopEnds() {
    String[] hops = Stream.generate(() -> INSIDE).limit(1_000).toArray(String[]::new);
    assertThat(find("10.0.0.1", hops)).isInstanceOf(Judged.Nobody.class);
  }
}
