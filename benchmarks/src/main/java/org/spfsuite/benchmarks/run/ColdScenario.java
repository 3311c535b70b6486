package org.spfsuite.benchmarks.run;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spfsuite.core.dns.Zone;

/** Policies that no client matches, so that everything is asked. */
public enum ColdScenario {
  /** Nothing but a TXT record: what one round trip really takes here. */
  ONE_ANSWER("one answer: `-all`", 1) {
    @Override
    void publish(Zone.Builder zone, String domain) {
      zone.txt(domain, "v=spf1 -all");
    }
  },

  /** One TXT, three includes, {@code a}, {@code mx} with three hosts. */
  NINE_ANSWERS("nine answers: 3 includes, `a`, `mx` with 3 hosts", 3) {
    @Override
    void publish(Zone.Builder zone, String domain) {
      zone.txt(domain, "v=spf1 " + includes(1, 3, domain) + " a mx -all");
      IntStream.rangeClosed(1, 3).forEach(i -> leaf(zone, i, domain));
      zone.address(domain, "192.0.2.1");
      IntStream.rangeClosed(1, 3)
          .forEach(
              i ->
                  zone.mx(domain, i, "mx" + i + "." + domain)
                      .address("mx" + i + "." + domain, "192.0.2.1" + i));
    }
  },

  /** Two includes of four includes each. */
  TEN_LOOKUPS("ten look-ups in two levels of includes", 3) {
    @Override
    void publish(Zone.Builder zone, String domain) {
      zone.txt(domain, "v=spf1 " + includes(1, 2, domain) + " -all");
      zone.txt("i1." + domain, "v=spf1 " + includes(3, 6, domain) + " -all");
      zone.txt("i2." + domain, "v=spf1 " + includes(7, 10, domain) + " -all");
      IntStream.rangeClosed(3, 10).forEach(i -> leaf(zone, i, domain));
    }
  };

  private final String title;
  private final int roundTrips;

  ColdScenario(String title, int roundTrips) {
    this.title = title;
    this.roundTrips = roundTrips;
  }

  /** As few as can be: to the policy, to what it names, to what that names. */
  public int roundTrips() {
    return roundTrips;
  }

  /** For tables, in Markdown. */
  public String title() {
    return title;
  }

  /** Puts the policy into a zone. */
  abstract void publish(Zone.Builder zone, String domain);

  private static String includes(int from, int to, String domain) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "include:i" + i + "." + domain)
        .collect(Collectors.joining(" "));
  }

  private static void leaf(Zone.Builder zone, int index, String domain) {
    zone.txt("i" + index + "." + domain, "v=spf1 ip4:198.51.100." + index + " -all");
  }
}
