package org.spfsuite.benchmarks.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.net.IpAddress;

/** A thousand domains of all sorts, a few of them far more popular than the others. */
final class Corpus {

  private static final long SEED = 1000;
  private static final int DOMAINS = 1_000;
  private static final int REQUESTS = 1 << 14;
  private static final List<String> PROVIDERS = List.of("google.example", "esp.example");

  private final RandomGenerator random = new SplittableRandom(SEED);
  private final World.Builder world = World.builder();
  private final List<Sender> senders = new ArrayList<>();
  private final List<Network> google;
  private final List<Network> esp;

  /**
   * A domain.
   *
   * @param name its name
   * @param networks clients to try, among which those that may send
   */
  private record Sender(String name, List<Network> networks) {}

  private Corpus() {
    google = Shapes.concat(Shapes.ipv4(3_000, 41), Shapes.ipv6(3_000, 20));
    esp = Shapes.ipv4(3_100, 12);
  }

  static Workload mixed() {
    return new Corpus().generate();
  }

  private Workload generate() {
    providers();
    IntStream.range(0, DOMAINS).forEach(i -> senders.add(sender(i)));
    Collections.shuffle(senders, new Random(SEED)); // popular and rare ones of every sort
    Zipf popularity = new Zipf(DOMAINS);
    List<SpfRequest> requests =
        IntStream.range(0, REQUESTS)
            .mapToObj(i -> request(senders.get(popularity.sample(random))))
            .toList();
    return new Workload(world.build(), DOMAINS, requests);
  }

  private SpfRequest request(Sender sender) {
    return Requests.from(Requests.client(sender.networks, random), sender.name, random);
  }

  private void providers() {
    Shapes.googleRecords(
        world,
        "google.example",
        google.subList(0, 21),
        google.subList(41, 61),
        google.subList(21, 41));
    world.txt("esp.example", Shapes.record(esp, "-all"));
  }

  /** Every hundred domains hold the same mixture. */
  private Sender sender(int index) {
    String name = "domain" + index + ".example";
    int kind = index % 100;
    if (kind < 40) {
      return listing(name, index, 1 + index % 3);
    }
    if (kind < 60) {
      return including(name, index);
    }
    if (kind < 75) {
      return hosts(name, index);
    }
    if (kind < 90) {
      return listing(name, index, 5 + index % 26);
    }
    return kind < 95 ? macro(name, index) : odd(name, index, kind);
  }

  /** Nothing but networks. */
  private Sender listing(String name, int index, int count) {
    List<Network> networks =
        IntStream.range(0, count)
            .mapToObj(i -> Network.ipv4((index * 31 + i) % 3_000, 24 + i % 9))
            .toList();
    world.txt(name, Shapes.record(networks, index % 2 == 0 ? "-all" : "~all"));
    return new Sender(name, networks);
  }

  /** A network and a provider. */
  private Sender including(String name, int index) {
    Network own = Network.ipv4(index, 26);
    String provider = PROVIDERS.get(index % PROVIDERS.size());
    world.txt(name, "v=spf1 " + own.term() + " include:" + provider + " -all");
    List<Network> networks = index % PROVIDERS.size() == 0 ? google : esp;
    return new Sender(name, Shapes.concat(List.of(own), networks));
  }

  /** {@code a} and {@code mx}. */
  private Sender hosts(String name, int index) {
    Network network = Network.ipv4(index, 30);
    IntStream.range(0, 2).forEach(i -> mailHost(name, "mx" + i + "." + name, network));
    world.address(name, network.client(random)).txt(name, "v=spf1 a mx -all");
    return new Sender(name, List.of(network));
  }

  private void mailHost(String domain, String host, Network network) {
    world.mx(domain, host).address(host, network.client(random));
  }

  /** Users with a name of their own in DNS. */
  private Sender macro(String name, int index) {
    IpAddress listed = IpAddress.ipv4(0x7F00_0002);
    IntStream.range(0, Requests.USERS / 10)
        .forEach(i -> world.address(Requests.user(i * 10) + "._spf." + name, listed));
    world.txt(name, "v=spf1 exists:%{l}._spf.%{d} -all");
    return new Sender(name, List.of(Network.ipv4(index, 24)));
  }

  /** A redirect, an open policy, a broken one, none. */
  private Sender odd(String name, int index, int kind) {
    List<Network> own = List.of(Network.ipv4(index, 24));
    return switch (kind) {
      case 95, 96 -> {
        world.txt(name, "v=spf1 redirect=google.example");
        yield new Sender(name, google);
      }
      case 97 -> {
        world.txt(name, "v=spf1 " + terms(own) + " ?all");
        yield new Sender(name, own);
      }
      case 98 -> {
        world.txt(name, "v=spf1 " + terms(own) + " ipv4:192.0.2.1 -all");
        yield new Sender(name, own);
      }
      default -> {
        world.txt(name, "some-verification=" + index);
        yield new Sender(name, own);
      }
    };
  }

  private static String terms(List<Network> networks) {
    return networks.stream().map(Network::term).collect(Collectors.joining(" "));
  }
}
