package org.spfsuite.core.record;

import java.util.Locale;
import java.util.Optional;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.net.IpAddress.Family;
import org.spfsuite.core.net.IpPrefix;

/** Reads one term of a record: everything between two blanks. */
final class TermParser {

  private static final String ADDRESS_SECTION = "5.6";

  private final String text;
  private final int start;
  private final int end;

  TermParser(String text, int start, int end) {
    this.text = text;
    this.start = start;
    this.end = end;
  }

  Parse<? extends Term> parse() {
    int equals = modifierNameEnd();
    return equals < 0 ? directive() : modifier(equals);
  }

  private SourceSpan span() {
    return new SourceSpan(start, end);
  }

  private <T> Parse<T> bad(int from, int to, String expected, String section) {
    return Parse.bad(text, from, to, expected, section);
  }

  // --- modifiers, RFC 7208 §6 ---

  /** Index of the equals sign behind {@code name}, or -1: this is not a modifier. */
  private int modifierNameEnd() {
    int i = start;
    while (i < end && isNameCharacter(text.charAt(i), i == start)) {
      i++;
    }
    return i > start && i < end && text.charAt(i) == '=' ? i : -1;
  }

  /** §12: {@code name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )}. */
  private static boolean isNameCharacter(char c, boolean first) {
    boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return letter || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'));
  }

  private Parse<? extends Modifier> modifier(int equals) {
    String name = text.substring(start, equals);
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "redirect" -> target(equals + 1).map(d -> new Modifier.Redirect(d, span()));
      case "exp" -> target(equals + 1).map(d -> new Modifier.Exp(d, span()));
      default ->
          MacroParser.parse(text, equals + 1, end, MacroParser.Place.UNKNOWN_MODIFIER)
              .map(value -> new Modifier.Unknown(name, value, span()));
    };
  }

  private Parse<DomainSpec> target(int from) {
    return DomainSpecParser.parse(text, from, end);
  }

  // --- directives, RFC 7208 §4.6.1 ---

  private Parse<Directive> directive() {
    Optional<Qualifier> written = Qualifier.of(text.charAt(start));
    int nameStart = start + (written.isPresent() ? 1 : 0);
    return mechanism(nameStart)
        .map(mechanism -> new Directive(written.orElse(Qualifier.PASS), mechanism, span()));
  }

  private Parse<? extends Mechanism> mechanism(int nameStart) {
    int nameEnd = Scan.indexOf(text, ':', nameStart, Scan.indexOf(text, '/', nameStart, end));
    String name = text.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
    return switch (name) {
      case "all" -> all(nameEnd);
      case "include" -> requiredDomain(nameEnd, "5.2").map(Mechanism.Include::new);
      case "a" -> hosts(nameEnd, "5.3").map(h -> new Mechanism.A(h.target, h.cidr));
      case "mx" -> hosts(nameEnd, "5.4").map(h -> new Mechanism.Mx(h.target, h.cidr));
      case "ptr" -> optionalDomain(nameEnd).map(Mechanism.Ptr::new);
      case "ip4" -> network(nameEnd, Family.IPV4);
      case "ip6" -> network(nameEnd, Family.IPV6);
      case "exists" -> requiredDomain(nameEnd, "5.7").map(Mechanism.Exists::new);
      default -> bad(nameStart, end, "one of all, include, a, mx, ptr, ip4, ip6, exists", "4.6.1");
    };
  }

  private Parse<Mechanism.All> all(int after) {
    return after == end
        ? Parse.ok(Mechanism.All.INSTANCE)
        : bad(after, end, "nothing after \"all\"", "5.1");
  }

  private Parse<DomainSpec> requiredDomain(int after, String section) {
    return after < end && text.charAt(after) == ':'
        ? DomainSpecParser.parse(text, after + 1, end)
        : bad(start, end, "a colon and a domain after the mechanism's name", section);
  }

  private Parse<Optional<DomainSpec>> optionalDomain(int after) {
    return after == end
        ? Parse.ok(Optional.empty())
        : requiredDomain(after, "5.5").map(Optional::of);
  }

  /** Whose hosts {@code a} and {@code mx} ask for, and how many bits of them count. */
  private record Hosts(Optional<DomainSpec> target, DualCidr cidr) {}

  private Parse<Hosts> hosts(int after, String section) {
    boolean named = after < end && text.charAt(after) == ':';
    int cidrStart = named ? DomainSpecParser.cidrStart(text, after + 1, end) : after;
    Parse<Optional<DomainSpec>> target =
        named
            ? DomainSpecParser.parse(text, after + 1, cidrStart).map(Optional::of)
            : Parse.ok(Optional.empty());
    return target.then(t -> dualCidr(cidrStart, section).map(cidr -> new Hosts(t, cidr)));
  }

  private Parse<DualCidr> dualCidr(int from, String section) {
    if (from == end) {
      return Parse.ok(DualCidr.FULL);
    }
    int ip4End = text.startsWith("//", from) ? from : Scan.indexOf(text, '/', from + 1, end);
    int ip4 = from == ip4End ? DualCidr.FULL.ip4() : cidrLength(from, ip4End, Family.IPV4);
    int ip6 = ip4End == end ? DualCidr.FULL.ip6() : cidrLength(ip4End + 1, end, Family.IPV6);
    return ip4 < 0 || ip6 < 0
        ? bad(from, end, "/0 to /32 for IPv4, then //0 to //128 for IPv6", section)
        : Parse.ok(new DualCidr(ip4, ip6));
  }

  /**
   * §5: {@code ip4-cidr-length = "/" ("0" / %x31-39 0*1DIGIT)}, and the like for IPv6.
   *
   * @return -1 if the text is anything else
   */
  private int cidrLength(int slash, int to, Family family) {
    int digits = to - slash - 1;
    boolean zeroFirst = digits > 1 && text.charAt(slash + 1) == '0';
    if (slash >= to || text.charAt(slash) != '/' || digits < 1 || digits > 3 || zeroFirst) {
      return -1;
    }
    int length = 0;
    for (int i = slash + 1; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      length = length * 10 + digit;
    }
    return length <= family.bits() ? length : -1;
  }

  private Parse<Mechanism.Ip> network(int after, Family family) {
    String form = family == Family.IPV4 ? "ip4:192.0.2.0/24" : "ip6:2001:db8::/32";
    if (after == end || text.charAt(after) != ':') {
      return bad(start, end, "a network, such as " + form, ADDRESS_SECTION);
    }
    int addressEnd = Scan.indexOf(text, '/', after, end);
    Optional<IpAddress> address =
        IpAddress.parse(text.substring(after + 1, addressEnd)).filter(a -> a.family() == family);
    if (address.isEmpty()) {
      return bad(after + 1, addressEnd, "an address, such as in " + form, ADDRESS_SECTION);
    }
    int length = addressEnd == end ? family.bits() : cidrLength(addressEnd, end, family);
    return length < 0
        ? bad(addressEnd, end, "a prefix length of /0 to /" + family.bits(), ADDRESS_SECTION)
        : Parse.ok(new Mechanism.Ip(new IpPrefix(address.get(), length)));
  }
}
