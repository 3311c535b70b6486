package org.spfsuite.core.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.Zone;

/**
 * A small random world of policies that refer to one another, with hosts, failures and loops, for
 * tests that compare two ways of evaluating. The same seed gives the same world.
 */
public final class RandomPolicies {

  private static final int DOMAINS = 8;
  private static final int HOSTS = 6;
  private static final String[] CLIENTS = {
    "192.0.2.1", "192.0.2.77", "198.51.100.9", "2001:db8::1", "2001:db8:1::9", "::ffff:192.0.2.1"
  };

  private final Random random;
  private final Map<String, String> records = new LinkedHashMap<>();
  private final List<Consumer<Zone.Builder>> others = new ArrayList<>();

  /** The world of this seed. */
  public RandomPolicies(long seed) {
    this.random = new Random(seed);
    for (int i = 0; i < DOMAINS; i++) {
      if (random.nextInt(10) > 0) {
        records.put(domain(i), record());
      }
    }
    for (int i = 0; i < HOSTS; i++) {
      addHost(host(i));
    }
    for (String client : CLIENTS) {
      if (!client.startsWith("::ffff") && random.nextBoolean()) {
        String name = random.nextBoolean() ? host(random.nextInt(HOSTS)) : anyDomain();
        others.add(zone -> zone.ptr(client, name));
      }
    }
  }

  /** The zone, with each record's text changed first. */
  public Zone zone(UnaryOperator<String> change) {
    Zone.Builder zone = Zone.builder();
    records.forEach((domain, record) -> zone.txt(domain, change.apply(record)));
    others.forEach(other -> other.accept(zone));
    return zone.build();
  }

  /** A random request to one of the domains. */
  public SpfRequest request() {
    String local = new String[] {"me", "a.b", "x-y", "", "\u00fc"}[random.nextInt(5)];
    String client = CLIENTS[random.nextInt(CLIENTS.length)];
    return SpfRequest.of(client, anyDomain(), local + "@" + anyDomain());
  }

  private static String domain(int i) {
    return "d" + i + ".example";
  }

  private String anyDomain() {
    return domain(random.nextInt(DOMAINS));
  }

  private static String host(int i) {
    return "h" + i + ".d" + i + ".example";
  }

  private void addHost(String host) {
    switch (random.nextInt(6)) {
      case 0 -> others.add(zone -> zone.address(host, "192.0.2.1", "2001:db8::1"));
      case 1 -> others.add(zone -> zone.address(host, "192.0.2.80"));
      case 2 -> others.add(zone -> zone.address(host, "2001:db8:1::1"));
      case 3 -> others.add(zone -> zone.failing(host, FailureKind.SERVFAIL));
      case 4 -> others.add(zone -> zone.cname(host, host(0)).address("only" + host, "192.0.2.9"));
      default -> others.add(zone -> zone.empty(host));
    }
    String domain = anyDomain();
    if (random.nextBoolean()) {
      int preference = random.nextInt(30);
      others.add(zone -> zone.mx(domain, preference, host));
    }
  }

  private String record() {
    StringBuilder record = new StringBuilder("v=spf1");
    int terms = random.nextInt(6);
    for (int i = 0; i < terms; i++) {
      record.append(' ').append("+-~? ".charAt(random.nextInt(5))).append(mechanism());
    }
    if (random.nextInt(3) == 0) {
      record.append(" redirect=").append(anyDomain());
    }
    if (random.nextInt(3) == 0) {
      record.append(" exp=").append(anyDomain());
    }
    if (random.nextInt(3) > 0) {
      record.append(' ').append("-~?+".charAt(random.nextInt(4))).append("all");
    }
    return record.toString().replaceAll(" +", " ");
  }

  private String mechanism() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> "include:" + anyDomain();
      case 2 -> "a:" + host(random.nextInt(HOSTS)) + cidr();
      case 3 -> "a" + cidr();
      case 4 -> "mx" + cidr();
      case 5 -> "mx:" + anyDomain() + cidr();
      case 6 -> "ip4:192.0.2." + random.nextInt(256) + "/" + (20 + random.nextInt(13));
      case 7 -> "ip6:2001:db8::/" + (30 + random.nextInt(99));
      case 8 -> "exists:" + host(random.nextInt(HOSTS));
      case 9 -> "exists:%{l}.%{d2}";
      case 10 -> random.nextInt(3) == 0 ? "ptr:d0.example" : "ip4:198.51.100.0/24";
      default -> random.nextInt(4) == 0 ? "nonsense" : "include:%{d}";
    };
  }

  private String cidr() {
    return switch (random.nextInt(4)) {
      case 0 -> "/" + random.nextInt(33);
      case 1 -> "//" + random.nextInt(129);
      default -> "";
    };
  }
}
