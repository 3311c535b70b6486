package org.spfsuite.benchmarks.world;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.net.IpAddress;

/** Senders at one domain, clients of all sorts. */
final class Requests {

  /** Requests of one shape: more than a branch predictor learns, few enough to stay in a cache. */
  static final int COUNT = 1 << 12;

  /** Senders at one domain. */
  static final int USERS = 1_000;

  private static final String HELO = "mail.client.example";

  private Requests() {}

  /** As many requests as usual. */
  static List<SpfRequest> generate(
      RandomGenerator random, Function<RandomGenerator, SpfRequest> each) {
    return generate(COUNT, random, each);
  }

  /** So many requests. */
  static List<SpfRequest> generate(
      int count, RandomGenerator random, Function<RandomGenerator, SpfRequest> each) {
    return IntStream.range(0, count).mapToObj(i -> each.apply(random)).toList();
  }

  /** Any user's mail. */
  static SpfRequest from(IpAddress client, String domain, RandomGenerator random) {
    return new SpfRequest(client, HELO, user(random.nextInt(USERS)) + "@" + domain);
  }

  /** The local part of a user. */
  static String user(int number) {
    return "user" + number;
  }

  /** Two clients of three out of these networks, early and late ones alike, one of nowhere. */
  static IpAddress client(List<Network> networks, RandomGenerator random) {
    return random.nextInt(3) == 0
        ? Network.stranger(random)
        : networks.get(random.nextInt(networks.size())).client(random);
  }
}
