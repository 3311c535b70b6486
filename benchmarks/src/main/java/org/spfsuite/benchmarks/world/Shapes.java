package org.spfsuite.benchmarks.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.net.IpAddress;

/** Workloads with one domain. */
final class Shapes {

  private static final long SEED = 7208;
  private static final int KNOWN_CLIENTS = 256;
  private static final IpAddress LISTED = IpAddress.ipv4(0x7F00_0002);

  private Shapes() {}

  static Workload simple() {
    World world = World.builder().txt("simple.example", "v=spf1 ip4:192.0.2.0/24 -all").build();
    Network network = new Network(IpAddress.ipv4(0xC000_0200), 24);
    return workload(world, "simple.example", List.of(network));
  }

  /** Five TXT records: 21 IPv4, 20 IPv6 and 20 more IPv4 networks. */
  static Workload google() {
    List<Network> first = ipv4(0, 21);
    List<Network> second = ipv6(0, 20);
    List<Network> third = ipv4(21, 20);
    World.Builder world = World.builder();
    googleRecords(world, "google.example", first, second, third);
    return workload(world.build(), "google.example", concat(first, second, third));
  }

  static void googleRecords(
      World.Builder world,
      String domain,
      List<Network> first,
      List<Network> second,
      List<Network> third) {
    String includes =
        IntStream.rangeClosed(1, 3)
            .mapToObj(i -> "include:_netblocks" + i + "." + domain)
            .collect(Collectors.joining(" "));
    world
        .txt(domain, "v=spf1 redirect=_spf." + domain)
        .txt("_spf." + domain, "v=spf1 " + includes + " ~all")
        .txt("_netblocks1." + domain, record(first, "~all"))
        .txt("_netblocks2." + domain, record(second, "~all"))
        .txt("_netblocks3." + domain, record(third, "~all"));
  }

  /** Two includes: 17 IPv4 and 8 IPv6, then 16 IPv4 networks. */
  static Workload outlook() {
    List<Network> first = concat(ipv4(0, 17), ipv6(0, 8));
    List<Network> second = ipv4(17, 16);
    World world =
        World.builder()
            .txt(
                "outlook.example",
                "v=spf1 include:spf1.outlook.example include:spf2.outlook.example -all")
            .txt("spf1.outlook.example", record(first, "-all"))
            .txt("spf2.outlook.example", record(second, "-all"))
            .build();
    return workload(world, "outlook.example", concat(first, second));
  }

  static Workload existsAddress() {
    RandomGenerator random = new SplittableRandom(SEED);
    List<Network> networks = concat(ipv4(0, 8), ipv6(0, 2));
    List<IpAddress> known =
        IntStream.range(0, KNOWN_CLIENTS)
            .mapToObj(i -> networks.get(i % networks.size()).client(random))
            .toList();
    World.Builder world =
        World.builder().txt("exists.example", "v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all");
    known.forEach(client -> world.address(reverse(client) + "._spf.exists.example", LISTED));
    return new Workload(
        world.build(),
        1,
        Requests.generate(
            random, r -> Requests.from(eitherOf(known, networks, r), "exists.example", r)));
  }

  private static IpAddress eitherOf(
      List<IpAddress> known, List<Network> networks, RandomGenerator random) {
    return random.nextBoolean()
        ? known.get(random.nextInt(known.size()))
        : networks.get(random.nextInt(networks.size())).client(random);
  }

  /** {@code %{ir}.%{v}}. */
  private static String reverse(IpAddress address) {
    String name = DnsName.reverse(address).toString();
    return name.substring(0, name.length() - ".arpa".length());
  }

  /** Every other user may send. */
  static Workload existsSender() {
    World.Builder world =
        World.builder().txt("users.example", "v=spf1 exists:%{l}._spf.%{d2} -all");
    for (int user = 0; user < Requests.USERS; user += 2) {
      world.address(Requests.user(user) + "._spf.users.example", LISTED);
    }
    return workload(world.build(), "users.example", ipv4(0, 8));
  }

  private static Workload workload(World world, String domain, List<Network> networks) {
    RandomGenerator random = new SplittableRandom(SEED);
    return new Workload(
        world,
        1,
        Requests.generate(random, r -> Requests.from(Requests.client(networks, r), domain, r)));
  }

  /** A record that lets these networks pass, and what it says of all others. */
  static String record(List<Network> networks, String all) {
    return networks.stream()
        .map(Network::term)
        .collect(Collectors.joining(" ", "v=spf1 ", " " + all));
  }

  static List<Network> ipv4(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> Network.ipv4(i, 20 + i % 8)).toList();
  }

  static List<Network> ipv6(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> Network.ipv6(i, 48 + i % 3 * 8))
        .toList();
  }

  @SafeVarargs
  static List<Network> concat(List<Network>... parts) {
    List<Network> all = new ArrayList<>();
    for (List<Network> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
