package org.spfsuite.scoring.eval;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.relay.Hop;

/** Lists of addresses and domains in DNS (RFC 5782). */
final class DnsLists {

  private static final int MAX_NAME = 255;

  private DnsLists() {}

  /** Of the judged client. */
  static Evaluation client(List<String> arguments) {
    return bind(arguments, facts -> facts.path().judged().map(Hop::client).map(DnsLists::reversed));
  }

  /** Of the domain in the reverse-path. */
  static Evaluation sender(List<String> arguments) {
    return bind(arguments, DnsLists::domain);
  }

  /** Of the domain in the reverse-path, if the client may send for it. */
  static Evaluation authenticatedSender(List<String> arguments) {
    return bind(
        arguments, facts -> facts.mailFrom().is(SpfResult.PASS) ? domain(facts) : Optional.empty());
  }

  private static Optional<String> domain(Facts facts) {
    return Optional.of(facts.sender().domain()).filter(domain -> !domain.isEmpty());
  }

  private static Evaluation bind(
      List<String> arguments, Function<Facts, Optional<String>> listedName) {
    if (arguments.size() < 2 || arguments.size() > 3) {
      throw new IllegalArgumentException("takes a set's name, a zone, and a wanted answer");
    }
    String zone = arguments.get(1);
    if (name("x", zone).isEmpty()) {
      throw new IllegalArgumentException("the second argument must be a DNS zone");
    }
    Predicate<IpAddress> wanted =
        arguments.size() == 3 ? wanted(arguments.get(2)) : address -> true;
    Function<Facts, Optional<DnsQuestion>> question =
        facts ->
            listedName
                .apply(facts)
                .flatMap(name -> name(name, zone))
                .map(name -> new DnsQuestion(name, RecordType.A));
    return new Evaluation(subject -> evidence(subject.facts(), question, wanted), question, false);
  }

  private static Optional<String> evidence(
      Facts facts, Function<Facts, Optional<DnsQuestion>> question, Predicate<IpAddress> wanted) {
    if (facts.answers().isEmpty()) {
      return Optional.empty();
    }
    return question
        .apply(facts)
        .flatMap(
            asked ->
                Optional.ofNullable(facts.answers().get(asked))
                    .flatMap(answer -> listing(answer, wanted))
                    .map(listing -> SafeText.printable(asked.name() + " is " + listing, MAX_NAME)));
  }

  /** RFC 5782 §2.1: listings are 127/8. Anything else comes from a zone that has been given up. */
  private static Optional<IpAddress> listing(DnsAnswer answer, Predicate<IpAddress> wanted) {
    if (!(answer instanceof DnsAnswer.Records records)) {
      return Optional.empty();
    }
    return records.records().stream()
        .filter(RecordData.Address.class::isInstance)
        .map(record -> ((RecordData.Address) record).address())
        .filter(address -> address.isIpv4() && address.low() >>> 24 == 127)
        .filter(wanted)
        .findFirst();
  }

  private static Predicate<IpAddress> wanted(String text) {
    Optional<IpAddress> exact = IpAddress.parse(text);
    if (exact.isPresent()) {
      return exact.get()::equals;
    }
    try {
      long mask = Long.decode(text);
      return address -> (address.low() & 0xFF_FFFFL & mask) != 0;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the third argument must be an address such as 127.0.0.2 or a bit mask", e);
    }
  }

  private static Optional<DnsName> name(String listed, String zone) {
    String text = (listed + "." + zone).toLowerCase(Locale.ROOT);
    String absolute = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return DnsName.parse(absolute);
  }

  /** RFC 5782 §2.1 and §2.4: octets, or nibbles, in reverse. */
  private static String reversed(IpAddress address) {
    StringBuilder reversed = new StringBuilder();
    byte[] octets = address.octets();
    for (int i = octets.length - 1; i >= 0; i--) {
      int octet = octets[i] & 0xFF;
      String part =
          address.isIpv4()
              ? Integer.toString(octet)
              : Integer.toHexString(octet & 0xF) + "." + Integer.toHexString(octet >>> 4);
      reversed.append(reversed.isEmpty() ? "" : ".").append(part);
    }
    return reversed.toString();
  }
}
