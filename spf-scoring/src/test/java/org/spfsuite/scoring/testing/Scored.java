package org.spfsuite.scoring.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.scoring.Scorer;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.message.Header;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.rule.Hit;
import org.spfsuite.scoring.score.ScoreReport;

/** Messages scored over a small world. */
public final class Scored {

  /** Some domains. */
  public static final Zone ZONE = zone();

  private static Zone zone() {
    Zone.Builder zone =
        Zone.builder()
            .txt("bank.example", "v=spf1 ip4:192.0.2.0/24 -all exp=why.bank.example")
            .txt("why.bank.example", "%{i} is none of us")
            .txt("mail.bank.example", "v=spf1 ip4:192.0.2.0/24 -all")
            .txt("soft.example", "v=spf1 ip4:192.0.2.0/24 ~all")
            .txt("anybody.example", "v=spf1 +all")
            .txt("wide.example", "v=spf1 ip4:198.0.0.0/8 ip4:203.0.0.0/8 -all")
            .txt("large.example", "v=spf1 ip4:203.0.0.0/12 ip4:192.0.2.0/24 -all")
            .txt("broken.example", "v=spf1 nonsense -all")
            .txt("alumni.example", "v=spf1 ip4:203.0.113.20 -all")
            .txt("mx.alumni.example", "v=spf1 ip4:203.0.113.20 -all")
            .address("66.113.0.203.dnsbl.example", "127.0.0.4")
            .address("bank.example.rhsbl.example", "127.0.0.2")
            .address("soft.example.rhsbl.example", "192.0.2.1");
    StringBuilder many = new StringBuilder("v=spf1");
    for (int i = 0; i < 12; i++) {
      many.append(" include:i").append(i).append(".example");
      zone.txt("i" + i + ".example", "v=spf1 ip4:203.0.113." + (55 + i));
    }
    return zone.txt("many.example", many + " -all").build();
  }

  /** Where the bank's mail comes from. */
  public static final String BANK = "192.0.2.10";

  /** A client that nobody knows. */
  public static final String STRANGER = "203.0.113.66";

  private Scored() {}

  /** A scorer with these lines behind the recommended profile. */
  public static Scorer scorer(String lines) {
    return scorer(Profile.RECOMMENDED, lines);
  }

  /** A scorer with these lines behind a profile. */
  public static Scorer scorer(Profile profile, String lines) {
    return Scorer.builder()
        .policy(PolicyFiles.read(profile, lines).orThrow())
        .resolver(ZONE)
        .build();
  }

  /** A header. */
  public static Header header(String... fields) {
    String text = String.join("\r\n", fields) + "\r\n\r\n";
    try {
      return Header.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A message as it comes in an SMTP session. */
  public static ScoreRequest message(String client, String helo, String sender, String... fields) {
    return ScoreRequest.of(client, helo, sender).with(header(fields));
  }

  /** Rules and points by name. */
  public static Map<String, Double> points(ScoreReport report) {
    return new TreeMap<>(report.hits().stream().collect(Collectors.toMap(Hit::rule, Hit::points)));
  }
}
