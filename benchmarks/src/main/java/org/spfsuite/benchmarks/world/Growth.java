package org.spfsuite.benchmarks.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.net.IpAddress;

/** Workloads that grow in one direction. */
public final class Growth {

  private static final long SEED = 4408;
  private static final int POOL = 10_000;
  private static final String DOMAIN_SUFFIX = ".example";
  private static final AnswerMeta META = new AnswerMeta(86_400, false, 0);

  private Growth() {}

  /**
   * One record of so many {@code ip4} terms.
   *
   * @param count 1-5,000: no more have room in one record
   */
  public static Workload terms(int count) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, POOL).boxed().toList());
    Collections.shuffle(numbers, new Random(SEED));
    List<IpAddress> listed = numbers.stream().limit(count).map(Growth::digits).toList();
    String record =
        listed.stream().map(a -> "ip4:" + a).collect(Collectors.joining(" ", "v=spf1 ", " -all"));
    World world = World.builder().txt("terms.example", record).build();
    return new Workload(
        world,
        1,
        Requests.generate(
            Math.max(Requests.COUNT, Integer.highestOneBit(count) * 8),
            new SplittableRandom(SEED),
            r -> Requests.from(client(listed, r), "terms.example", r)));
  }

  /** One digit for each octet, so that 5,000 addresses have room in one record. */
  private static IpAddress digits(int number) {
    int bits = 0;
    for (int rest = number, i = 0; i < 4; i++, rest /= 10) {
      bits = bits << Byte.SIZE | rest % 10;
    }
    return IpAddress.ipv4(bits);
  }

  /** Two of three are listed, each as often as any other. */
  private static IpAddress client(List<IpAddress> listed, RandomGenerator random) {
    return random.nextInt(3) == 0
        ? IpAddress.ipv4(random.nextInt())
        : listed.get(random.nextInt(listed.size()));
  }

  /** So many domains of one network each, each as popular as any other: the worst for a cache. */
  public static Workload domains(int count) {
    RandomGenerator random = new SplittableRandom(SEED);
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, new Random(SEED));
    return new Workload(
        new World(Growth::answer, Growth::records),
        count,
        order.stream().map(i -> domainRequest(i, random)).toList());
  }

  /** A request for the nth of many domains; half of them pass. */
  public static SpfRequest domainRequest(int index, RandomGenerator random) {
    IpAddress client =
        random.nextBoolean() ? network(index).client(random) : Network.stranger(random);
    return Requests.from(client, "d" + index + DOMAIN_SUFFIX, random);
  }

  /** The same sender, from below, in and above the domain's network. */
  public static List<SpfRequest> everywhere(SpfRequest request, int index) {
    IpAddress inside = network(index).base();
    return Stream.of(IpAddress.ipv4(1), inside, IpAddress.ipv4(-1))
        .map(client -> new SpfRequest(client, request.helo(), request.mailFrom()))
        .toList();
  }

  /** DNS of all those domains. It takes no memory, so that only what an engine keeps is counted. */
  public static CompletionStage<DnsAnswer> answer(DnsQuestion question) {
    List<String> texts = records(question.type(), question.name().toString());
    return CompletableFuture.completedStage(
        texts.isEmpty()
            ? new DnsAnswer.NxDomain(META)
            : new DnsAnswer.Records(List.of(new RecordData.Txt(texts.get(0))), META));
  }

  private static List<String> records(RecordType type, String name) {
    if (type != RecordType.TXT) {
      return List.of();
    }
    int index = Integer.parseInt(name, 1, name.indexOf('.'), 10);
    return List.of("v=spf1 " + network(index).term() + " -all");
  }

  private static Network network(int index) {
    return Network.ipv4(index % 4096, 20 + index % 8);
  }
}
