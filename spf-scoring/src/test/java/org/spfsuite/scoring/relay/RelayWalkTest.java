package org.spfsuite.scoring.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spfsuite.core.net.IpAddress;

/** The parity cases walk over many layouts; here is what they do not have. */
final class RelayWalkTest {

  private static final String RELAY =
      "from a.example (a.example [203.0.113.5]) by mx.here.example (Postfix) with ESMTP id 1; now";
  private static final String STRANGER =
      "from b.example (b.example [198.51.100.9]) by relay.here.example (Postfix) with ESMTP id 2; now";
  private static final String LIE =
      "from c.example (c.example [192.0.2.10]) by b.example (Postfix) with ESMTP id 3; now";
  private static final String LOCAL =
      "by relay.here.example (Postfix, from userid 1000) id 77; now";
  private static final String UNREADABLE = "from somewhere by relay.here.example with ESMTP; now";

  private static final TrustedNetworks OURS = networks("203.0.113.0/24", Networks.NONE);

  private static TrustedNetworks networks(String trusted, Networks msa) {
    Networks networks = new Networks(List.of(Networks.Entry.parse(trusted).orElseThrow()));
    return new TrustedNetworks(Optional.of(networks), Optional.empty(), msa);
  }

  private static RelayPath walk(
      Optional<Hop> session, TrustedNetworks networks, boolean skips, String... received) {
    List<RelayWalk.Line> lines = new ArrayList<>();
    for (String field : received) {
      lines.add(new RelayWalk.Line(10 + lines.size(), field));
    }
    return RelayWalk.of(session, true, lines, networks, skips);
  }

  private static Hop session(String client, boolean authenticated) {
    return new Hop(
        IpAddress.parse(client).orElseThrow(),
        "session.example",
        "",
        authenticated,
        Optional.empty(),
        Hop.SESSION);
  }

  private static List<String> clients(List<Hop> hops) {
    return hops.stream().map(hop -> hop.client().toString()).toList();
  }

  @Test
  void theNewestHostThatIsNotOursIsJudged() {
    RelayPath path = walk(Optional.empty(), OURS, false, RELAY, STRANGER, LIE);

    assertThat(clients(path.internal())).containsExactly("203.0.113.5");
    assertThat(clients(path.external())).containsExactly("198.51.100.9", "192.0.2.10");
    assertThat(path.judged().orElseThrow().helo()).isEqualTo("b.example");
    assertThat(path.boundary()).contains(11);
    assertThat(path.reason())
        .isEqualTo(
            "newest host that is not our own, behind 1 of our own hosts, from the Received field");
  }

  @Test
  void theSessionComesFirst() {
    RelayPath path =
        walk(Optional.of(session("198.51.100.9", false)), OURS, false, RELAY, STRANGER);

    assertThat(path.judged().orElseThrow().helo()).isEqualTo("session.example");
    assertThat(path.boundary()).as("whatever the header holds may be by the client").isEmpty();
  }

  @Test
  void theFieldOfTheSameHopIsNotAnotherHop() {
    RelayPath path =
        walk(Optional.of(session("203.0.113.5", false)), OURS, false, RELAY, STRANGER, LIE);

    assertThat(clients(path.internal())).containsExactly("203.0.113.5");
    assertThat(clients(path.external())).startsWith("198.51.100.9");
    RelayPath judged = walk(Optional.of(session("198.51.100.9", false)), OURS, false, STRANGER);
    assertThat(judged.boundary()).contains(10);
    assertThat(judged.judged().orElseThrow().reverseName()).isEqualTo("b.example");
  }

  @Test
  void aFieldThatTheFilteringHostDidNotWriteTellsOfNothing() {
    Hop stranger = session("198.51.100.9", false);
    List<RelayWalk.Line> forged = List.of(new RelayWalk.Line(10, STRANGER));

    RelayPath path = RelayWalk.of(Optional.of(stranger), false, forged, OURS, false);

    assertThat(path.boundary()).isEmpty();
  }

  @Test
  void usersWhoHadLoggedInAreOurs() {
    RelayPath path = walk(Optional.of(session("198.51.100.77", true)), OURS, false);

    assertThat(path.judged()).isEmpty();
    assertThat(path.allTrusted()).isTrue();
    assertThat(path.reason()).isEqualTo("all hosts on the way are our own");
  }

  @Test
  void whatComesThroughAHostForUsersIsTheirs() {
    Networks msa = new Networks(List.of(Networks.Entry.parse("203.0.113.5").orElseThrow()));

    assertThat(walk(Optional.empty(), networks("203.0.113.0/24", msa), false, RELAY, STRANGER))
        .satisfies(path -> assertThat(path.judged()).isEmpty());
  }

  @Test
  void aFieldOfOursThatNamesNobodyEndsTheWalkUnlessSkipped() {
    RelayPath strict = walk(Optional.empty(), OURS, false, RELAY, UNREADABLE, LIE);
    assertThat(strict.judged()).isEmpty();
    assertThat(strict.unreadable()).isEqualTo(1);
    assertThat(strict.reason()).isEqualTo("a Received field of our own names no client");

    RelayPath skipping = walk(Optional.empty(), OURS, true, RELAY, UNREADABLE, LIE);
    assertThat(clients(skipping.external())).containsExactly("192.0.2.10");
  }

  @Test
  void whatWasWrittenOnAHostOfOursIsNotJudged() {
    RelayPath path = walk(Optional.empty(), OURS, false, RELAY, LOCAL, LIE);

    assertThat(path.judged()).isEmpty();
    assertThat(path.reason()).isEqualTo("the message was written on a host of our own");
  }

  @Test
  void withoutConfigurationPrivateAddressesAreOurs() {
    RelayPath path =
        walk(
            Optional.empty(),
            TrustedNetworks.UNCONFIGURED,
            false,
            "from x (x [192.168.1.5]) by mx.here.example (Postfix) with ESMTP id 1; now",
            STRANGER);

    assertThat(clients(path.internal())).containsExactly("192.168.1.5");
    assertThat(clients(path.external())).containsExactly("198.51.100.9");
  }

  @Test
  void withoutAnyFieldNobodyIsKnown() {
    RelayPath path = walk(Optional.empty(), OURS, false);

    assertThat(path.isEmpty()).isTrue();
    assertThat(path.allTrusted()).isFalse();
    assertThat(path.reason()).isEqualTo("no host is named");
  }
}
