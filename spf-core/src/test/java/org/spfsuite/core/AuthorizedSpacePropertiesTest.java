package org.spfsuite.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.core.check.CheckSettings;
import org.spfsuite.core.check.OpenChoices;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.space.AuthorizedSpace;
import org.spfsuite.core.testing.RandomPolicies;
import org.spfsuite.core.verdict.SpfResult;

/** The authorized space is the number of clients that a check lets pass. */
final class AuthorizedSpacePropertiesTest {

  private static final CheckSettings[] SETTINGS = {
    CheckSettings.DEFAULTS,
    CheckSettings.DEFAULTS.withChoices(OpenChoices.DEFAULTS.with().mxVoids(true).build())
  };

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  /**
   * Random policies whose networks lie within the last octet of those that {@link RandomPolicies}
   * knows, so that a check of each address there, and of one anywhere else, tells all.
   */
  private static Zone smallWorld(RandomPolicies world) {
    return world.zone(
        record ->
            Arrays.stream(record.split(" "))
                .map(AuthorizedSpacePropertiesTest::narrowed)
                .collect(Collectors.joining(" ")));
  }

  private static String narrowed(String term) {
    int slash = term.indexOf('/');
    if (slash < 0) {
      return term;
    }
    String name = term.substring(0, slash);
    boolean ipv6 = term.startsWith("//", slash) || name.contains("ip6:");
    int length = Integer.parseInt(term.substring(slash).replace("/", ""));
    String slashes = term.startsWith("//", slash) ? "//" : "/";
    return name + slashes + ((ipv6 ? 120 : 24) + length % 9);
  }

  private static SpfChecker checker(long seed, Zone zone) {
    return SpfChecker.builder()
        .resolver(zone)
        .settings(SETTINGS[(int) (seed % SETTINGS.length)])
        .build();
  }

  private static boolean passes(SpfChecker checker, SpfRequest request, IpAddress client) {
    SpfRequest other = new SpfRequest(client, request.helo(), request.mailFrom());
    return checker.checkMailFrom(other).result() == SpfResult.PASS;
  }

  private static long ipv4(SpfChecker checker, SpfRequest request) {
    long passing = passes(checker, request, IpAddress.ipv4(0x08080808)) ? (1L << 32) - 512 : 0;
    for (int last = 0; last < 256; last++) {
      passing += passes(checker, request, IpAddress.ipv4(0xC0000200 + last)) ? 1 : 0;
      passing += passes(checker, request, IpAddress.ipv4(0xC6336400 + last)) ? 1 : 0;
    }
    return passing;
  }

  private static BigInteger ipv6(SpfChecker checker, SpfRequest request) {
    BigInteger all = BigInteger.TWO.pow(128).subtract(BigInteger.valueOf((1L << 32) + 512));
    long passing = 0;
    for (int last = 0; last < 256; last++) {
      for (long network : new long[] {0x20010DB800000000L, 0x20010DB800010000L}) {
        passing += passes(checker, request, IpAddress.ipv6(network, last)) ? 1 : 0;
      }
    }
    boolean elsewhere = passes(checker, request, IpAddress.ipv6(0x2A00_0000_0000_0000L, 1));
    return BigInteger.valueOf(passing).add(elsewhere ? all : BigInteger.ZERO);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void itIsTheNumberOfClientsThatPass(long seed) {
    RandomPolicies world = new RandomPolicies(seed);
    SpfChecker checker = checker(seed, smallWorld(world));
    SpfRequest request = world.request();
    AuthorizedSpace space = checker.authorizedSpace(request);
    if (!space.personal()) {
      assertThat(space.ipv4()).as("seed %d, %s", seed, request).isEqualTo(ipv4(checker, request));
      assertThat(space.ipv6()).as("seed %d, %s", seed, request).isEqualTo(ipv6(checker, request));
    }
  }

  @Test
  void randomPoliciesLeadToSpacesOfAllKinds() {
    assertThat(seeds().mapToObj(AuthorizedSpacePropertiesTest::kind).distinct())
        .contains("empty", "partial", "whole", "troubled", "personal");
  }

  private static String kind(long seed) {
    RandomPolicies world = new RandomPolicies(seed);
    AuthorizedSpace space = checker(seed, smallWorld(world)).authorizedSpace(world.request());
    if (!space.complete()) {
      return space.personal() ? "personal" : "troubled";
    }
    return space.ipv4() == 0 ? "empty" : space.everyone() ? "whole" : "partial";
  }
}
