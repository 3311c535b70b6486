package org.spfsuite.scoring.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.scoring.Scorer;
import org.spfsuite.scoring.fact.SpfFinding;
import org.spfsuite.scoring.fact.SpfFinding.Checked;
import org.spfsuite.scoring.fact.SpfFinding.TimedOut;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.message.Header;
import org.spfsuite.scoring.policy.Mode;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.policy.ScorePolicy;
import org.spfsuite.scoring.relay.Hop;
import org.spfsuite.scoring.relay.RelayPath;
import org.spfsuite.scoring.rule.Hit;
import org.spfsuite.scoring.rule.ScoreSet;
import org.spfsuite.scoring.score.ScoreReport;

/**
 * Messages that SpamAssassin 4.0.1 was run on, scored by the profile of its name, over a real DNS
 * server: the same rules about SPF with the same points, the same hosts, sender and results.
 */
final class ParityTest extends ParityCases {

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @MethodSource("cases")
  void spamAssassinSaysTheSame(ParityCase parity) throws IOException {
    ScoreReport report = report(parity);

    assertThat(points(report)).isEqualTo(parity.points());
    RelayPath path = report.facts().path();
    assertThat(addresses(path.internal())).isEqualTo(parity.relays("internal"));
    assertThat(addresses(path.external())).isEqualTo(parity.relays("external"));
    assertThat(report.facts().sender().address().filter(a -> !a.isEmpty()).orElse("null"))
        .isEqualToIgnoringCase(parity.sender());
    assertThat(finding(report.facts().mailFrom())).isEqualTo(parity.finding("mfrom"));
    assertThat(finding(report.facts().helo())).isEqualTo(parity.finding("helo"));
  }

  private ScoreReport report(ParityCase parity) throws IOException {
    ScoreSet set = ScoreSet.of(parity.set()).orElseThrow();
    List<Path> files =
        parity.hasNewNames()
            ? List.of(newNames(), parity.configuration())
            : List.of(parity.configuration());
    ScorePolicy policy =
        new PolicyFiles(Profile.SPAMASSASSIN, files, Optional.of(Mode.PARITY), !set.usesNetwork())
            .read()
            .orThrow();
    Scorer scorer =
        Scorer.builder()
            .policy(policy)
            .scores(set)
            .resolver(DnsJavaResolver.builder().servers(List.of(dns())).build())
            .build();
    try (InputStream message = Files.newInputStream(parity.message())) {
      return scorer.score(ScoreRequest.of(Header.read(message)));
    }
  }

  private static Map<String, Double> points(ScoreReport report) {
    return new TreeMap<>(report.hits().stream().collect(Collectors.toMap(Hit::rule, Hit::points)));
  }

  private static List<String> addresses(List<Hop> hops) {
    return hops.stream().map(hop -> hop.client().toString()).toList();
  }

  private static List<String> finding(SpfFinding finding) {
    if (finding instanceof Checked checked) {
      return List.of(checked.source().text(), checked.result().text());
    }
    return finding instanceof TimedOut ? List.of("dns", "timeout") : List.of("skipped", "null");
  }
}
