package org.spfsuite.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.core.verdict.Verdict;

/** Edge cases on which implementations disagree, each with what RFC 7208 says. */
final class VerdictTableTest {

  /**
   * One case.
   *
   * @param title what is special
   * @param client address of the client
   * @param sender MAIL FROM
   * @param expected result, and after a blank the mechanism or the name of the problem if it
   *     matters
   * @param dns lines of {@link Zones}
   */
  record Row(String title, String client, String sender, String expected, List<String> dns) {
    @Override
    public String toString() {
      return title;
    }
  }

  private static final String V4 = "192.0.2.1";
  private static final String V6 = "2001:db8::1";

  /** A record of example.com, and other lines. */
  private static Row v4(String title, String expected, String record, String... dns) {
    return row(title, V4, expected, record, dns);
  }

  private static Row v6(String title, String expected, String record, String... dns) {
    return row(title, V6, expected, record, dns);
  }

  private static Row row(
      String title, String client, String expected, String record, String... dns) {
    List<String> lines =
        Stream.concat(Stream.of("example.com TXT " + record), Stream.of(dns)).toList();
    return new Row(title, client, "u@example.com", expected, lines);
  }

  private static Row from(String sender, String title, String expected, String... dns) {
    return new Row(title, V4, sender, expected, List.of(dns));
  }

  static Stream<Row> senders() {
    String strict = "example.com TXT v=spf1 -all";
    return Stream.of(
        from("u@example.com", "no such domain", "none", "other.example EMPTY"),
        from("u@example.com", "no TXT record", "none", "example.com EMPTY"),
        from("u@example.com", "other TXT records only", "none", "example.com TXT hello"),
        from("u@localhost", "single label", "none", "localhost TXT v=spf1 -all"),
        from("u@[192.0.2.1]", "address literal", "none", strict),
        from("u@example.com.", "a trailing dot is stripped", "fail -all", strict),
        from("\"a@b\"@example.com", "the last at sign splits", "fail -all", strict),
        from("a@b@c@example.com", "so does the last of many", "fail -all", strict),
        from("u@EXAMPLE.com", "the case of the domain does not matter", "fail -all", strict),
        from(
            "@example.com",
            "an empty local part is postmaster",
            "pass exists:%{l}.x.test",
            "example.com TXT v=spf1 exists:%{l}.x.test -all",
            "postmaster.x.test ADDR 127.0.0.2"));
  }

  static Stream<Row> records() {
    return Stream.of(
        v4(
            "two records",
            "permerror multiple-records",
            "v=spf1 -all",
            "example.com TXT v=spf1 +all"),
        v4("v=spf10 beside it", "fail -all", "v=spf1 -all", "example.com TXT v=spf10 +all"),
        v4("spf2.0 beside it", "fail -all", "v=spf1 -all", "example.com TXT spf2.0/pra +all"),
        v4("leading blank", "none", " v=spf1 -all"),
        v4("tab after the version", "none", "v=spf1\t-all"),
        v4("strings joined without blank", "pass ip4:192.0.2.1", "v=spf1 ip4:192.|0.2.1 -|all"),
        v4("strings joined before the version is read", "fail -all", "v=s|pf1 -all"),
        v4("no blank between strings", "none", "v=spf1|-all"),
        v4("non-ASCII in a term", "permerror syntax", "v=spf1 ip4:192.0.2.1 a:\u00e4.example.com"),
        v4("syntax error behind a match", "permerror syntax", "v=spf1 ip4:192.0.2.1 foo"),
        v4("syntax error behind all", "permerror syntax", "v=spf1 -all a:"),
        v4("unknown modifiers", "fail -all", "v=spf1 x= x= ra=y y.z-w_=%{c} -all"),
        v4("unknown modifier with a broken macro", "permerror syntax", "v=spf1 x=%{y} -all"),
        v4("modifier named like a mechanism", "neutral default", "v=spf1 all=x ip4=192.0.2.1"),
        v4("qualifier on a modifier", "permerror syntax", "v=spf1 -moo=x -all"),
        v4("exp twice", "permerror syntax", "v=spf1 exp=a.test exp=a.test -all"),
        v4("redirect twice", "permerror syntax", "v=spf1 redirect=a.test redirect=a.test"),
        v4(
            "redirect in capitals in the middle",
            "fail -all",
            "v=spf1 REDIRECT=r.test ip4:203.0.113.1",
            "r.test TXT v=spf1 -all"),
        v4("redirect beside all", "softfail ~all", "v=spf1 redirect=missing.test ~all"),
        v4("redirect to nothing", "permerror redirect-without-record", "v=spf1 redirect=x.test"),
        v4("include of nothing", "permerror include-without-record", "v=spf1 include:x.test"),
        v4("single-label target", "permerror syntax", "v=spf1 a:foo -all"),
        v4("numeric top-level label", "permerror syntax", "v=spf1 a:x.123 -all"),
        v4(
            "a name with odd characters is looked up",
            "pass a:x:y@z!.example.com",
            "v=spf1 a:x:y@z!.example.com -all",
            "x:y@z!.example.com ADDR 192.0.2.1"),
        v4(
            "a slash in a name is no prefix length",
            "pass a:foo/24.example.com/24",
            "v=spf1 a:foo/24.example.com/24 -all",
            "foo/24.example.com ADDR 192.0.2.200"),
        v4("ip4 with a leading zero", "permerror syntax", "v=spf1 ip4:192.0.02.1 -all"));
  }

  static Stream<Row> addresses() {
    return Stream.of(
        v4("0.0.0.0/0", "pass ip4:0.0.0.0/0", "v=spf1 ip4:0.0.0.0/0 -all"),
        v6("0.0.0.0/0 with an IPv6 client", "fail -all", "v=spf1 ip4:0.0.0.0/0 -all"),
        v6("::/0", "pass ip6:::/0", "v=spf1 ip6:::/0 -all"),
        v4("::/0 with an IPv4 client", "fail -all", "v=spf1 ip6:::/0 -all"),
        v4("a/0", "pass a/0", "v=spf1 a/0 -all", "example.com ADDR 203.0.113.1"),
        v6("a//0", "pass a//0", "v=spf1 a//0 -all", "example.com ADDR 2001:db9::1"),
        v4("a/0 without any address", "fail -all", "v=spf1 a/0 -all", "example.com MX a.test"),
        v4("/33", "permerror syntax", "v=spf1 a/33 -all"),
        v4("//129", "permerror syntax", "v=spf1 a//129 -all"),
        v4("/024", "permerror syntax", "v=spf1 a/024 -all"),
        v4("/", "permerror syntax", "v=spf1 a/ -all"),
        v4(
            "a//64 keeps /32 for IPv4",
            "fail -all",
            "v=spf1 a//64 -all",
            "example.com ADDR 192.0.2.2"),
        v6(
            "a/24 keeps /128 for IPv6",
            "fail -all",
            "v=spf1 a/24 -all",
            "example.com ADDR 2001:db8::2"),
        v4("mapped ip6 literal, IPv4 client", "fail -all", "v=spf1 ip6:::ffff:192.0.2.1 -all"),
        row("mapped client", "::ffff:192.0.2.1", "pass ip4:192.0.2.1", "v=spf1 ip4:192.0.2.1 -all"),
        row("mapped client, ip6", "::ffff:192.0.2.1", "fail -all", "v=spf1 ip6:::/0 -all"),
        row(
            "mapped client in %{i} and %{v}",
            "::ffff:192.0.2.1",
            "pass exists:%{i}.%{v}.x.test",
            "v=spf1 exists:%{i}.%{v}.x.test -all",
            "192.0.2.1.in-addr.x.test ADDR 127.0.0.2"),
        v6(
            "a asks for AAAA of an IPv6 client",
            "pass a",
            "v=spf1 a -all",
            "example.com ADDR 192.0.2.1 2001:db8::1"),
        v6(
            "exists asks for A",
            "pass exists:x.test",
            "v=spf1 exists:x.test -all",
            "x.test ADDR 1.1.1.1"),
        v6("exists with AAAA alone", "fail -all", "v=spf1 exists:x.test -all", "x.test ADDR ::1"));
  }

  static Stream<Row> lookups() {
    return Stream.of(
        v4("null MX", "fail -all", "v=spf1 mx -all", "example.com MX ."),
        v4("no implicit MX", "fail -all", "v=spf1 mx -all", "example.com ADDR 192.0.2.1"),
        v4(
            "SERVFAIL of PTR",
            "fail -all",
            "v=spf1 ptr -all",
            "1.2.0.192.in-addr.arpa FAILS SERVFAIL"),
        v4(
            "timeout of PTR",
            "fail -all",
            "v=spf1 ptr -all",
            "1.2.0.192.in-addr.arpa FAILS TIMEOUT"),
        v4(
            "SERVFAIL of one name of the client",
            "pass ptr",
            "v=spf1 ptr -all",
            "192.0.2.1 PTR bad.example.com",
            "192.0.2.1 PTR good.example.com",
            "bad.example.com FAILS SERVFAIL",
            "good.example.com ADDR 192.0.2.1"),
        v4(
            "ptr ends at label boundaries",
            "fail -all",
            "v=spf1 ptr -all",
            "192.0.2.1 PTR mail.bad-example.com",
            "mail.bad-example.com ADDR 192.0.2.1"),
        v4(
            "ptr ignores case",
            "pass PTR:Example.COM",
            "v=spf1 PTR:Example.COM -all",
            "192.0.2.1 PTR MAIL.eXample.com",
            "mail.example.com ADDR 192.0.2.1"),
        v4(
            "ptr wants the way back",
            "fail -all",
            "v=spf1 ptr -all",
            "192.0.2.1 PTR mail.example.com",
            "mail.example.com ADDR 192.0.2.2"),
        v6(
            "ptr of an IPv6 client",
            "pass ptr",
            "v=spf1 ptr -all",
            "2001:db8::1 PTR mail.example.com",
            "mail.example.com ADDR 192.0.2.1 2001:db8::1"),
        v4(
            "a circle of aliases in ptr is skipped",
            "fail -all",
            "v=spf1 ptr -all",
            "192.0.2.1 PTR loop.example.com",
            "loop.example.com CNAME loop.example.com"),
        v4(
            "a circle of aliases in a",
            "temperror dns-failure",
            "v=spf1 a:l.test -all",
            "l.test CNAME l.test"),
        v4(
            "SERVFAIL in a",
            "temperror dns-failure",
            "v=spf1 a:b.test +all",
            "b.test FAILS SERVFAIL"),
        v4(
            "timeout in mx",
            "temperror dns-timeout",
            "v=spf1 mx:b.test +all",
            "b.test FAILS TIMEOUT"),
        v4(
            "SERVFAIL of a mail exchanger",
            "temperror dns-failure",
            "v=spf1 mx +all",
            "example.com MX b.test",
            "b.test FAILS SERVFAIL"),
        v4(
            "SERVFAIL in exists",
            "temperror dns-failure",
            "v=spf1 exists:b.test",
            "b.test FAILS SERVFAIL"),
        v4(
            "SERVFAIL in include",
            "temperror dns-failure",
            "v=spf1 include:b.test",
            "b.test FAILS SERVFAIL"),
        v4(
            "timeout in redirect",
            "temperror dns-timeout",
            "v=spf1 redirect=b.test",
            "b.test FAILS TIMEOUT"),
        v4(
            "SERVFAIL behind a match",
            "pass ip4:192.0.2.1",
            "v=spf1 ip4:192.0.2.1 a:b.test",
            "b.test FAILS SERVFAIL"),
        v4("SERVFAIL in exp", "fail -all", "v=spf1 -all exp=b.test", "b.test FAILS SERVFAIL"),
        v4(
            "an alias to an SPF record",
            "softfail ~all",
            "v=spf1 include:alias.test redirect=alias.test",
            "alias.test CNAME real.test",
            "real.test TXT v=spf1 ~all"),
        v6(
            "hosts that only have IPv4 addresses are no void look-ups of an IPv6 client",
            "fail -all",
            "v=spf1 a:a.test a:b.test a:c.test -all",
            "a.test ADDR 192.0.2.1",
            "b.test ADDR 192.0.2.1",
            "c.test ADDR 192.0.2.1"));
  }

  static Stream<Row> macros() {
    return Stream.concat(
        Stream.of(
                "%{d0}",
                "%{dr2}", "%{d", "%{}", "%{x}", "x.com%", "%(d)", "%{c}", "%{r}", "%{t}", "%d")
            .map(
                macro ->
                    v4(
                        "the macro " + macro,
                        "permerror syntax",
                        "v=spf1 exists:" + macro + ".x.test -all")),
        Stream.of(
            v4(
                "R in capitals",
                "pass exists:%{iR}.x.test",
                "v=spf1 exists:%{iR}.x.test -all",
                "1.2.0.192.x.test ADDR 127.0.0.2"),
            v4(
                "delimiters alone split, and dots join",
                "pass exists:%{i2.}.%{h-}.x.test",
                "v=spf1 exists:%{i2.}.%{h-}.x.test -all",
                "2.1.helo.client.example.x.test ADDR 127.0.0.2"),
            new Row(
                "comma and slash among the delimiters",
                V4,
                "a,b/c+d@example.com",
                "pass exists:%{lr,/+}.x.test",
                List.of(
                    "example.com TXT v=spf1 exists:%{lr,/+}.x.test -all",
                    "d.c.b.a.x.test ADDR 127.0.0.2")),
            new Row(
                "a capital letter escapes after splitting",
                V4,
                "jack&jill+up@example.com",
                "pass exists:%{L1r+}.x.test",
                List.of(
                    "example.com TXT v=spf1 exists:%{L1r+}.x.test -all",
                    "jack%26jill.x.test ADDR 127.0.0.2")),
            new Row(
                "a long name loses whole labels on the left",
                V4,
                "long." + "x".repeat(60) + "@example.com",
                "pass exists:%{l}" + tail(),
                List.of(
                    "example.com TXT v=spf1 exists:%{l}" + tail() + " -all",
                    "x".repeat(60) + tail() + " ADDR 127.0.0.2")),
            new Row(
                "a malformed name matches nothing",
                V4,
                "a..b@example.com",
                "fail -all",
                List.of("example.com TXT v=spf1 exists:%{l}.x.test a:%{l}.x.test -all"))));
  }

  /** 193 characters behind a label. */
  private static String tail() {
    return "." + "y".repeat(63) + "." + "z".repeat(63) + "." + "w".repeat(57) + ".x.test";
  }

  @ParameterizedTest
  @MethodSource({"senders", "records", "addresses", "lookups", "macros"})
  void agreesWithTheRfc(Row row) {
    Verdict verdict =
        Checks.check(Zones.of(row.dns().toArray(new String[0])), row.client(), row.sender());
    String why =
        verdict.problem().map(problem -> problem.code().text()).orElseGet(verdict::mechanism);
    String actual = verdict.result().text() + (row.expected().contains(" ") ? " " + why : "");
    assertThat(actual).as(verdict.reason()).isEqualTo(row.expected());
  }
}
