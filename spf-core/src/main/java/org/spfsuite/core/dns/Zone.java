package org.spfsuite.core.dns;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.net.IpAddress;

/**
 * DNS data in memory, trouble included: for tests, for trying a record before it is published, for
 * work without a network. Immutable; it is its own {@link DnsResolver}.
 */
public final class Zone implements DnsResolver {

  /** CNAME records that are followed. */
  private static final int MAX_CHAIN = 16;

  private final Map<DnsName, Node> nodes;
  private final Set<DnsName> emptyNonTerminals;
  private final long ttlSeconds;

  private Zone(Builder builder) {
    this.nodes =
        builder.nodes.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> new Node(e.getValue())));
    this.ttlSeconds = builder.ttlSeconds;
    this.emptyNonTerminals = new HashSet<>();
    nodes.keySet().forEach(this::addAncestors);
  }

  private void addAncestors(DnsName name) {
    List<byte[]> labels = name.labels();
    for (int i = 1; i < labels.size(); i++) {
      DnsName.ofLabels(labels.subList(i, labels.size())).ifPresent(emptyNonTerminals::add);
    }
  }

  /** A builder without any record. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public CompletionStage<DnsAnswer> lookup(DnsQuestion question) {
    return CompletableFuture.completedStage(answer(question));
  }

  /** The same as {@link #lookup}, at once. */
  public DnsAnswer answer(DnsQuestion question) {
    DnsName name = question.name();
    for (int link = 0; link <= MAX_CHAIN; link++) {
      Node node = nodes.get(name);
      if (node == null) {
        return emptyNonTerminals.contains(name)
            ? new DnsAnswer.NoData(meta())
            : new DnsAnswer.NxDomain(meta());
      }
      Optional<DnsName> alias = node.alias();
      if (node.failures.containsKey(question.type()) || alias.isEmpty()) {
        return node.answer(question.type(), meta());
      }
      name = alias.get();
    }
    return new DnsAnswer.Failure(
        FailureKind.CNAME_CHAIN, "CNAME chain is too long", AnswerMeta.NONE);
  }

  /**
   * What stands at exactly this name, without following a CNAME: for serving the zone.
   *
   * @return the failure, the records of that type, or the CNAME; no records if the type is absent;
   *     empty if the name does not exist
   */
  public Optional<DnsAnswer> at(DnsQuestion question) {
    Node node = nodes.get(question.name());
    if (node == null) {
      return emptyNonTerminals.contains(question.name())
          ? Optional.of(new DnsAnswer.NoData(meta()))
          : Optional.empty();
    }
    DnsAnswer answer = node.answer(question.type(), meta());
    boolean aliased = answer instanceof DnsAnswer.NoData && node.alias().isPresent();
    return Optional.of(
        aliased
            ? new DnsAnswer.Records(
                List.of(new RecordData.Cname(node.alias().orElseThrow())), meta())
            : answer);
  }

  private AnswerMeta meta() {
    return new AnswerMeta(ttlSeconds, false, 0);
  }

  /** The records and planned failures at one name. */
  private static final class Node {
    private final Map<RecordType, List<RecordData>> records = new EnumMap<>(RecordType.class);
    private final Map<RecordType, FailureKind> failures = new EnumMap<>(RecordType.class);
    private final List<DnsName> aliases = new ArrayList<>();

    Node() {}

    /** A copy that what happens to the original does not touch. */
    Node(Node original) {
      original.records.forEach((type, data) -> records.put(type, List.copyOf(data)));
      failures.putAll(original.failures);
      aliases.addAll(original.aliases);
    }

    Optional<DnsName> alias() {
      return aliases.stream().findFirst();
    }

    DnsAnswer answer(RecordType type, AnswerMeta meta) {
      FailureKind failure = failures.get(type);
      if (failure != null) {
        return new DnsAnswer.Failure(failure, "zone says " + failure, AnswerMeta.NONE);
      }
      List<RecordData> found = records.getOrDefault(type, List.of());
      return found.isEmpty() ? new DnsAnswer.NoData(meta) : new DnsAnswer.Records(found, meta);
    }
  }

  /** Collects records. Names are given as text; a malformed name is refused at once. */
  public static final class Builder {
    private final Map<DnsName, Node> nodes = new LinkedHashMap<>();
    private long ttlSeconds = 300;

    private Builder() {}

    /** TTL of all answers in seconds; 300 unless set. */
    public Builder ttl(long seconds) {
      this.ttlSeconds = seconds;
      return this;
    }

    /** A TXT record; several strings are joined as DNS clients must (RFC 7208 §3.3). */
    public Builder txt(String name, String... strings) {
      return add(name, RecordType.TXT, new RecordData.Txt(String.join("", strings)));
    }

    /** A or AAAA records, by the family of each literal. */
    public Builder address(String name, String... literals) {
      for (String literal : literals) {
        IpAddress address =
            IpAddress.parse(literal)
                .orElseThrow(() -> new IllegalArgumentException("not an address: " + literal));
        RecordType type = address.isIpv4() ? RecordType.A : RecordType.AAAA;
        add(name, type, new RecordData.Address(address));
      }
      return this;
    }

    /** An MX record; {@code .} is the null MX. */
    public Builder mx(String name, int preference, String exchange) {
      return add(name, RecordType.MX, new RecordData.Mx(preference, parse(exchange)));
    }

    /** A PTR record for the reverse name of an address. */
    public Builder ptr(String address, String name) {
      DnsName reverse =
          IpAddress.parse(address)
              .map(DnsName::reverse)
              .orElseThrow(() -> new IllegalArgumentException("not an address: " + address));
      return add(reverse, RecordType.PTR, new RecordData.Ptr(parse(name)));
    }

    /** A CNAME record. */
    public Builder cname(String name, String target) {
      node(parse(name)).aliases.add(parse(target));
      return this;
    }

    /** A name that exists but holds nothing. */
    public Builder empty(String name) {
      node(parse(name));
      return this;
    }

    /** Every question for this name fails, except for types that have records. */
    public Builder failing(String name, FailureKind kind) {
      Node node = node(parse(name));
      for (RecordType type : RecordType.values()) {
        if (!node.records.containsKey(type)) {
          node.failures.put(type, kind);
        }
      }
      return this;
    }

    /** Adds any record. */
    public Builder add(String name, RecordType type, RecordData data) {
      return add(parse(name), type, data);
    }

    private Builder add(DnsName name, RecordType type, RecordData data) {
      Node node = node(name);
      node.failures.remove(type);
      node.records.computeIfAbsent(type, t -> new ArrayList<>()).add(data);
      return this;
    }

    private Node node(DnsName name) {
      return nodes.computeIfAbsent(name, n -> new Node());
    }

    private static DnsName parse(String name) {
      return ".".equals(name)
          ? DnsName.ofLabels(List.of()).orElseThrow()
          : DnsName.parse(name)
              .orElseThrow(() -> new IllegalArgumentException("not a domain name: " + name));
    }

    /** The zone as it stands now. */
    public Zone build() {
      return new Zone(this);
    }
  }
}
