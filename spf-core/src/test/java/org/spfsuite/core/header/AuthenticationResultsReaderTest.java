package org.spfsuite.core.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.core.header.AuthenticationResultsField.MethodResult;
import org.spfsuite.core.header.ParsedField.Malformed;

final class AuthenticationResultsReaderTest {

  /** Fields as they were seen in the wild; names and addresses changed, forms kept. */
  static Stream<Arguments> seenInTheWild() {
    return Stream.of(
        arguments(
            "Google",
            "Authentication-Results: mx.google.com;"
                + "\r\n       dkim=pass header.i=@bank.example header.s=n1 header.b=sPI+brV6;"
                + "\r\n       spf=pass (google.com: domain of ann@bank.example designates 192.0.2.64 as"
                + " permitted sender) smtp.mailfrom=ann@bank.example;"
                + "\r\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=bank.example",
            "mx.google.com | dkim=pass header.i[@bank.example] header.s[n1] header.b[sPI+brV6]"
                + " | spf=pass smtp.mailfrom[ann@bank.example] | dmarc=pass"
                + " header.from[bank.example]"),
        arguments(
            "Google, forwarded",
            "mx.google.com; spf=pass smtp.mailfrom=\"ann+caf_=bob=rcpt.example@bank.example\"",
            "mx.google.com | spf=pass smtp.mailfrom[ann+caf_=bob=rcpt.example@bank.example]"),
        arguments(
            "Microsoft",
            "Authentication-Results: spf=pass (sender IP is 192.0.2.123)"
                + "\n smtp.mailfrom=bank.example; rcpt.example; dkim=pass (signature was verified)"
                + "\n header.d=bank.onmicrosoft.example;rcpt.example; dmarc=pass action=none"
                + "\n header.from=bank.example;compauth=pass reason=100",
            " | spf=pass smtp.mailfrom[bank.example] | dkim=pass"
                + " header.d[bank.onmicrosoft.example] | dmarc=pass .action[none]"
                + " header.from[bank.example] | compauth=pass reason[100]"),
        arguments(
            "Microsoft, outgoing",
            "authentication-results: spf=none (sender IP is )\n smtp.mailfrom=ann@bank.example; ",
            " | spf=none smtp.mailfrom[ann@bank.example]"),
        arguments(
            "sendmail milters",
            "Authentication-Results: mx.rcpt.example; sender-id=softfail header.from=ann@bank.example;"
                + " auth=pass (LOGIN); spf=softfail smtp.mfrom=ann@bank.example",
            "mx.rcpt.example | sender-id=softfail header.from[ann@bank.example] | auth=pass"
                + " | spf=softfail smtp.mfrom[ann@bank.example]"),
        arguments(
            "IronPort",
            "Authentication-Results: esa2.rcpt.example;\n dkim=none (message not signed)"
                + " header.i=none;\n spf=None smtp.pra=ann@bank.example;"
                + "\n spf=Pass smtp.mailfrom=ann@bank.example;"
                + "\n spf=None smtp.helo=postmaster@mail.bank.example",
            "esa2.rcpt.example | dkim=none header.i[none] | spf=None smtp.pra[ann@bank.example]"
                + " | spf=Pass smtp.mailfrom[ann@bank.example]"
                + " | spf=None smtp.helo[postmaster@mail.bank.example]"),
        arguments(
            "Fastmail",
            "Authentication-Results: mx1.rcpt.example;\n    x-csa=none;\n    x-me-sender=none;"
                + "\n    x-ptr=pass smtp.helo=msg-1.bank.example policy.ptr=msg-1.bank.example;"
                + "\n    bimi=skipped (DMARC Policy is not at enforcement);"
                + "\n    dkim=pass (1024-bit rsa key sha256) header.d=bank.example"
                + "\n      header.a=rsa-sha256 x-bits=1024;"
                + "\n    dmarc=pass policy.applied-disposition=none\n      (p=none,d=none,d.eval=none)"
                + " policy.policy-from=p\n      header.from=bank.example;"
                + "\n    iprev=pass smtp.remote-ip=192.0.2.11 (msg-1.bank.example);"
                + "\n    spf=pass smtp.mailfrom=ann@bank.example smtp.helo=msg-1.bank.example",
            "mx1.rcpt.example | x-csa=none | x-me-sender=none | x-ptr=pass"
                + " smtp.helo[msg-1.bank.example] policy.ptr[msg-1.bank.example] | bimi=skipped"
                + " | dkim=pass header.d[bank.example] header.a[rsa-sha256] .x-bits[1024]"
                + " | dmarc=pass policy.applied-disposition[none] policy.policy-from[p]"
                + " header.from[bank.example] | iprev=pass smtp.remote-ip[192.0.2.11]"
                + " | spf=pass smtp.mailfrom[ann@bank.example] smtp.helo[msg-1.bank.example]"),
        arguments(
            "OpenARC",
            "lists.rcpt.example; arc=pass smtp.remote-ip=\"2001:db8:403:2612::60f\""
                + " arc.chain=microsoft.example",
            "lists.rcpt.example | arc=pass smtp.remote-ip[2001:db8:403:2612::60f]"
                + " arc.chain[microsoft.example]"),
        arguments(
            "policyd-spf",
            "lists.rcpt.example; spf=none (no SPF record) smtp.helo=dal.bank.example"
                + " (client-ip=192.0.2.24; helo=dal.bank.example; envelope-from=<>;"
                + " receiver=<UNKNOWN>)",
            "lists.rcpt.example | spf=none smtp.helo[dal.bank.example]"),
        arguments(
            "OpenDKIM",
            "david.rcpt.example; dkim=fail\n\t(verification failed; insecure key)"
                + " header.i=@bank.example\n\theader.b=\"TM4k/Qjj\"; dkim-adsp=none"
                + " (insecure policy)",
            "david.rcpt.example | dkim=fail header.i[@bank.example] header.b[TM4k/Qjj]"
                + " | dkim-adsp=none"),
        arguments(
            "Proton",
            "mail.rcpt.example; dkim=fail reason=\"key not found in DNS\"\n (0-bit key)"
                + " header.d=bank.example",
            "mail.rcpt.example | dkim=fail reason[key not found in DNS] header.d[bank.example]"),
        arguments(
            "Yahoo",
            "mta1.rcpt.example  from=bank.example; domainkeys=neutral (no sig); from=bank.example;"
                + " dkim=permerror (bad sig)",
            "mta1.rcpt.example | from=bank.example | domainkeys=neutral | from=bank.example"
                + " | dkim=permerror"),
        arguments(
            "Exim",
            "mx.rcpt.example;\n\tiprev=pass (mail.bank.example) smtp.remote-ip=2001:db8::1;"
                + "\n\tauth=pass (PLAIN) smtp.auth=ann@bank.example;"
                + "\n\tspf=pass smtp.mailfrom=;\n\tarc=none",
            "mx.rcpt.example | iprev=pass smtp.remote-ip[2001:db8::1] | auth=pass"
                + " smtp.auth[ann@bank.example] | spf=pass smtp.mailfrom[] | arc=none"),
        arguments(
            "SpamAssassin's tests",
            "mx.rcpt.example; spf=hardfail smtp.mailfrom=bank.example",
            "mx.rcpt.example | spf=hardfail smtp.mailfrom[bank.example]"),
        arguments("RFC 8601 §B.1", "Authentication-Results: example.org 1; none", "example.org"),
        arguments(
            "RFC 8601 §B.6",
            "Authentication-Results: example.com;\n  dkim=pass reason=\"good signature\""
                + "\n    header.i=@mail-router.example.net;\n  dkim=fail reason=\"bad signature\""
                + "\n    header.i=@newyork.example.com",
            "example.com | dkim=pass reason[good signature] header.i[@mail-router.example.net]"
                + " | dkim=fail reason[bad signature] header.i[@newyork.example.com]"),
        arguments(
            "RFC 8601 §B.7",
            "Authentication-Results: foo.example.net (foobar) 1 (baz);"
                + "\n    dkim (Because I like it) / 1 (One yay) = (wait for it) fail"
                + "\n      policy (A dot can go here) . (like that) expired"
                + "\n      (this surprised me) = (as I wasn't expecting it) 1362471462",
            "foo.example.net | dkim=fail policy.expired[1362471462]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seenInTheWild")
  void readsWhatOthersWrite(String writer, String field, String expected) {
    assertThat(show(AuthenticationResults.parse(field))).as(writer).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a; none;                       ~ a",
        "a                              ~ a",
        "a 1;;; ; spf=pass;;            ~ a | spf=pass",
        "\"a b\" 7; spf/2=pass          ~ a b 7 | spf/2=pass",
        "a spf=pass                     ~ a | spf=pass",
        "a; spf=pass(x)                 ~ a | spf=pass",
        "a; spf = pass smtp . helo = b  ~ a | spf=pass smtp.helo[b]",
        "a; spf=pass x.y=b smtp . helo=c~ a | spf=pass x.y[b] smtp.helo[c]",
        "a; spf=fail reason=too bad x=y ~ a | spf=fail reason[too bad] .x[y]",
        "a; spf=pass x.y=\"b c\"@d      ~ a | spf=pass x.y[\"b c\"@d]",
        "a; spf=pass x.y=b reason=c     ~ a | spf=pass reason[c] x.y[b]",
        "a; spf=                        ~ a | spf=",
      })
  void readsOddForms(String body, String expected) {
    assertThat(show(AuthenticationResults.parse(body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "``                            ~ 0  ~ an authserv-id",
        "` ; none`                     ~ 1  ~ an authserv-id",
        "i=1; mx.example; spf=pass     ~ 0  ~ an authserv-id, not the instance of an ARC field",
        "` I = 2; a=rsa; cv=none`      ~ 1  ~ an authserv-id, not the instance of an ARC field",
        "mx.example x; spf=pass        ~ 11 ~ a version number",
        "mx.example 1234567890; none   ~ 11 ~ a version number",
        "mx.example; spf/x=pass        ~ 12 ~ a method's version",
        "mx.example; spf pass          ~ 12 ~ a method, = and a result",
        "mx.example; spf=pass or so    ~ 21 ~ a property and =",
        "mx.example; spf=pass (        ~ 21 ~ a ) for this (",
        "\"mx.example; spf=pass        ~ 0  ~ a closing quotation mark",
      })
  void saysWhereAndWhatIsWrong(String body, int position, String expected) {
    assertThat(AuthenticationResults.parse(body))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed -> {
              assertThat(malformed.position()).isEqualTo(position);
              assertThat(malformed.expected()).startsWith(expected);
            });
  }

  @Test
  void readsUpToItsBounds() {
    String results = "; a=b".repeat(100);
    String properties = " c=d".repeat(100);
    assertThat(AuthenticationResults.parse("mx" + results).valid()).isPresent();
    assertThat(AuthenticationResults.parse("mx; a=b" + properties).valid()).isPresent();
    assertThat(AuthenticationResults.parse("mx" + results + "; a=b"))
        .isEqualTo(new Malformed<>(504, "at most 100 results"));
    assertThat(AuthenticationResults.parse("mx; a=b" + properties + " e=f"))
        .isEqualTo(new Malformed<>(408, "at most 100 properties"));
    assertThat(AuthenticationResults.parse(" ".repeat(16_385)))
        .isEqualTo(new Malformed<>(16_384, "at most 16384 characters"));
  }

  @Test
  void findsResultsAndPropertiesInAnyCase() {
    AuthenticationResultsField field =
        AuthenticationResults.parse("mx; SPF=Pass SMTP.MailFrom=a smtp.mailfrom=b; dkim=none")
            .valid()
            .orElseThrow();
    assertThat(field.of("spf")).hasSize(1);
    MethodResult spf = field.of("spf").get(0);
    assertThat(spf.result()).isEqualTo("Pass");
    assertThat(spf.get("smtp", "mailfrom")).contains("a");
    assertThat(spf.get("smtp", "helo")).isEmpty();
    assertThat(field.of("dmarc")).isEmpty();
  }

  private static String show(ParsedField<AuthenticationResultsField> parsed) {
    return parsed.valid().map(AuthenticationResultsReaderTest::show).orElseGet(parsed::toString);
  }

  private static String show(AuthenticationResultsField field) {
    String head = field.authservId() + (field.version() == 1 ? "" : " " + field.version());
    return field.results().stream()
        .map(result -> " | " + show(result))
        .collect(Collectors.joining("", head, ""));
  }

  private static String show(MethodResult result) {
    StringBuilder text = new StringBuilder(result.method());
    text.append(result.version() == 1 ? "" : "/" + result.version());
    text.append('=').append(result.result());
    result.reason().ifPresent(reason -> text.append(" reason[").append(reason).append(']'));
    result
        .properties()
        .forEach(p -> text.append(' ' + p.ptype() + '.' + p.property() + '[' + p.value() + ']'));
    return text.toString();
  }
}
