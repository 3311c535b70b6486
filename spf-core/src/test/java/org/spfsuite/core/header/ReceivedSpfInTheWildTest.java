package org.spfsuite.core.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What other implementations write. */
final class ReceivedSpfInTheWildTest {

  /** Fields as they were seen in the wild; names and addresses changed, forms kept. */
  static Stream<Arguments> seenInTheWild() {
    return Stream.of(
        arguments(
            "Google",
            "Received-SPF: pass (google.com: domain of ann@bank.example designates 2001:db8:0:224b::ad"
                + " as permitted sender) client-ip=2001:db8:0:224b::ad;",
            "pass (google.com: domain of ann@bank.example designates 2001:db8:0:224b::ad as permitted"
                + " sender) client-ip[2001:db8:0:224b::ad]"),
        arguments(
            "Google, forwarder",
            "Received-SPF: softfail (google.com: domain of transitioning ann@bank.example does not"
                + " designate 192.0.2.15 as permitted sender) client-ip=192.0.2.15;\r\n",
            "softfail (google.com: domain of transitioning ann@bank.example does not designate"
                + " 192.0.2.15 as permitted sender) client-ip[192.0.2.15]"),
        arguments(
            "Google, no guess",
            "Received-SPF: neutral (google.com: 192.0.2.9 is neither permitted nor denied by best guess"
                + " record for domain of ann@bank.example) client-ip=192.0.2.9;",
            "neutral (google.com: 192.0.2.9 is neither permitted nor denied by best guess record for"
                + " domain of ann@bank.example) client-ip[192.0.2.9]"),
        arguments(
            "Microsoft",
            "Received-SPF: Pass (protection.outlook.com: domain of bank.example designates"
                + "\r\n 192.0.2.17 as permitted sender) receiver=protection.outlook.com;"
                + "\r\n client-ip=192.0.2.17; helo=MB04.bank.example; pr=C",
            "pass (protection.outlook.com: domain of bank.example designates 192.0.2.17 as permitted"
                + " sender) receiver[protection.outlook.com] client-ip[192.0.2.17]"
                + " helo[MB04.bank.example] pr[C]"),
        arguments(
            "Microsoft, no pairs",
            "received-spf: None (protection.outlook.com: bank.example does not designate"
                + "\n permitted sender hosts)",
            "none (protection.outlook.com: bank.example does not designate permitted sender hosts)"),
        arguments(
            "Microsoft, SoftFail",
            "SoftFail (protection.outlook.com: domain of transitioning\n bank.example discourages use"
                + " of 192.0.2.17 as permitted sender)",
            "softfail (protection.outlook.com: domain of transitioning bank.example discourages use of"
                + " 192.0.2.17 as permitted sender)"),
        arguments(
            "policyd-spf",
            "Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.13;"
                + "\n helo=mga.bank.example; envelope-from=ann@bank.example;\n receiver=<UNKNOWN> ",
            "pass (mailfrom) identity[mailfrom] client-ip[192.0.2.13] helo[mga.bank.example]"
                + " envelope-from[ann@bank.example] receiver[<UNKNOWN>]"),
        arguments(
            "policyd-spf, error",
            "Received-SPF: Permerror (SPF Permanent Error: Too many DNS lookups)"
                + "\n identity=mailfrom; client-ip=192.0.2.83; helo=bhd3.bank.example;"
                + "\n envelope-from=ann@bank.example; receiver=list@rcpt.example ",
            "permerror (SPF Permanent Error: Too many DNS lookups) identity[mailfrom]"
                + " client-ip[192.0.2.83] helo[bhd3.bank.example] envelope-from[ann@bank.example]"
                + " receiver[list@rcpt.example]"),
        arguments(
            "policyd-spf, blanks in a value and a null sender",
            "Received-SPF: None (no SPF record) identity=no SPF record; client-ip=2001:db8:20::442;"
                + " helo=mail.bank.example; envelope-from=<>; receiver=<UNKNOWN> ",
            "none (no SPF record) identity[no SPF record] client-ip[2001:db8:20::442]"
                + " helo[mail.bank.example] envelope-from[<>] receiver[<UNKNOWN>]"),
        arguments(
            "pyspf",
            "Received-SPF: Pass (mx.rcpt.example: domain of bank.example designates 192.0.2.7 as"
                + " permitted sender) client-ip=192.0.2.7; envelope-from=\"ann@bank.example\";"
                + " helo=mail.bank.example; receiver=mx.rcpt.example;"
                + " mechanism=\"ip4:192.0.2.0/24\"; identity=mailfrom",
            "pass (mx.rcpt.example: domain of bank.example designates 192.0.2.7 as permitted sender)"
                + " client-ip[192.0.2.7] envelope-from[ann@bank.example] helo[mail.bank.example]"
                + " receiver[mx.rcpt.example] mechanism[ip4:192.0.2.0/24] identity[mailfrom]"),
        arguments(
            "Mail::SPF",
            "Received-SPF: fail (bank.example: Sender is not authorized by default to use"
                + " 'ann@bank.example' in 'mfrom' identity (mechanism '-all' matched))"
                + " receiver=mx.rcpt.example; identity=mailfrom; envelope-from=\"ann@bank.example\";"
                + " helo=mail.bank.example; client-ip=\"2001:db8::7\"",
            "fail (bank.example: Sender is not authorized by default to use 'ann@bank.example' in"
                + " 'mfrom' identity (mechanism '-all' matched)) receiver[mx.rcpt.example]"
                + " identity[mailfrom] envelope-from[ann@bank.example] helo[mail.bank.example]"
                + " client-ip[2001:db8::7]"),
        arguments(
            "libspf2 in spfmilter",
            "Received-SPF: neutral (mx.rcpt.example: 192.0.2.184 is neither permitted nor"
                + "\n denied by domain of ann@bank.example) receiver=mx.rcpt.example;"
                + "\n client-ip=192.0.2.184; helo=[10.0.0.50];\n envelope-from=ann@bank.example;"
                + "\n x-software=spfmilter 2.001 http://www.acme.example/software/spfmilter/?a=b with"
                + "\n libspf2-1.2.10; ",
            "neutral (mx.rcpt.example: 192.0.2.184 is neither permitted nor denied by domain of"
                + " ann@bank.example) receiver[mx.rcpt.example] client-ip[192.0.2.184]"
                + " helo[[10.0.0.50]] envelope-from[ann@bank.example] x-software[spfmilter 2.001"
                + " http://www.acme.example/software/spfmilter/?a=b with libspf2-1.2.10]"),
        arguments(
            "Exim",
            "Received-SPF: softfail client-ip=2001:db8:f403:2405::613;"
                + "\n envelope-from=ann@bank.example;\n helo=NAM02.outbound.protection.outlook.example",
            "softfail client-ip[2001:db8:f403:2405::613] envelope-from[ann@bank.example]"
                + " helo[NAM02.outbound.protection.outlook.example]"),
        arguments(
            "Exim with a comment",
            "Received-SPF: pass (mx.rcpt.example: domain of bank.example designates 192.0.2.1 as"
                + " permitted sender) client-ip=192.0.2.1; envelope-from=ann@bank.example;"
                + " helo=mail.bank.example;",
            "pass (mx.rcpt.example: domain of bank.example designates 192.0.2.1 as permitted sender)"
                + " client-ip[192.0.2.1] envelope-from[ann@bank.example] helo[mail.bank.example]"),
        arguments(
            "IronPort",
            "Received-SPF: Pass (esa2.rcpt.example: domain of\n  ann@bank.example designates"
                + " 192.0.2.82 as permitted\n  sender) identity=mailfrom;\n client-ip=192.0.2.82;"
                + " receiver=esa2.rcpt.example;\n envelope-from=\"ann@bank.example\";"
                + "\n x-sender=\"ann@bank.example\";\n x-conformance=spf_only;"
                + " x-record-type=\"v=spf1\";\n x-record-text=\"v=spf1 mx a:smtpout.bank.example"
                + "\n  -exists:%{i}.spf.bank.example ~all\"",
            "pass (esa2.rcpt.example: domain of ann@bank.example designates 192.0.2.82 as permitted"
                + " sender) identity[mailfrom] client-ip[192.0.2.82] receiver[esa2.rcpt.example]"
                + " envelope-from[ann@bank.example] x-sender[ann@bank.example]"
                + " x-conformance[spf_only] x-record-type[v=spf1] x-record-text[v=spf1 mx"
                + " a:smtpout.bank.example -exists:%{i}.spf.bank.example ~all]"),
        arguments(
            "Haraka",
            "Received-SPF: Pass (mx.rcpt.example: domain of bank.example designates 192.0.2.5 as"
                + " permitted sender) receiver=mx.rcpt.example; identity=mailfrom;"
                + " client-ip=192.0.2.5; helo=mail.bank.example; envelope-from=<ann@bank.example>",
            "pass (mx.rcpt.example: domain of bank.example designates 192.0.2.5 as permitted sender)"
                + " receiver[mx.rcpt.example] identity[mailfrom] client-ip[192.0.2.5]"
                + " helo[mail.bank.example] envelope-from[<ann@bank.example>]"),
        arguments(
            "qmail",
            "Received-SPF: pass (mx.rcpt.example: domain of bank.example\n  designates 192.0.2.5 as"
                + " permitted sender)\n  receiver=mx.rcpt.example; client-ip=192.0.2.5"
                + "\n  envelope-from=<ann@bank.example>\n",
            "pass (mx.rcpt.example: domain of bank.example designates 192.0.2.5 as permitted sender)"
                + " receiver[mx.rcpt.example] client-ip[192.0.2.5]"
                + " envelope-from[<ann@bank.example>]"),
        arguments(
            "hMailServer",
            "Received-SPF: pass (mx.rcpt.example: domain of bank.example designates 192.0.2.5 as"
                + " permitted sender)\r\n\tidentity=mailfrom;\r\n\tclient-ip=192.0.2.5;"
                + "\r\n\tenvelope-from=<ann@bank.example>;\r\n",
            "pass (mx.rcpt.example: domain of bank.example designates 192.0.2.5 as permitted sender)"
                + " identity[mailfrom] client-ip[192.0.2.5] envelope-from[<ann@bank.example>]"),
        arguments(
            "jSPF",
            "Received-SPF: neutral (spfCheck: 192.0.2.5 is neither permitted nor denied by domain of"
                + " bank.example) client-ip=192.0.2.5; envelope-from=ann@bank.example;"
                + " helo=mail.bank.example;",
            "neutral (spfCheck: 192.0.2.5 is neither permitted nor denied by domain of bank.example)"
                + " client-ip[192.0.2.5] envelope-from[ann@bank.example] helo[mail.bank.example]"),
        arguments(
            "mox",
            "Received-SPF: pass (domain bank.example) client-ip=192.0.2.5;"
                + " envelope-from=\"ann@bank.example\"; helo=mail.bank.example;"
                + " mechanism=\"ip4:192.0.2.0/24\"; receiver=mx.rcpt.example;"
                + " identity=mailfrom (x-remote: unix)",
            "pass (domain bank.example) client-ip[192.0.2.5] envelope-from[ann@bank.example]"
                + " helo[mail.bank.example] mechanism[ip4:192.0.2.0/24] receiver[mx.rcpt.example]"
                + " identity[mailfrom]"),
        arguments(
            "rspamd",
            "Received-SPF: temperror (mx.rcpt.example: error in processing during lookup of"
                + " bank.example: DNS error) client-ip=192.0.2.5",
            "temperror (mx.rcpt.example: error in processing during lookup of bank.example: DNS error)"
                + " client-ip[192.0.2.5]"),
        arguments(
            "RFC 7208 §9.1, third example",
            "Received-SPF: pass (mybox.example.org: domain of\n myname@example.com designates 192.0.2.1"
                + " as permitted sender)\n    receiver=mybox.example.org; client-ip=192.0.2.1;"
                + "\n    mechanism=ip4:192.0.2.1; envelope-from=\"myname@example.com\";"
                + "\n    helo=foo.example.com;",
            "pass (mybox.example.org: domain of myname@example.com designates 192.0.2.1 as permitted"
                + " sender) receiver[mybox.example.org] client-ip[192.0.2.1]"
                + " mechanism[ip4:192.0.2.1] envelope-from[myname@example.com]"
                + " helo[foo.example.com]"),
        arguments("the result alone", "Received-SPF: softfail", "softfail"),
        arguments("upper case", "RECEIVED-SPF : FAIL\r\n", "fail"),
        arguments("the body alone", " none\t", "none"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seenInTheWild")
  void readsWhatOthersWrite(String writer, String field, String expected) {
    assertThat(show(ReceivedSpf.parse(field))).as(writer).isEqualTo(expected);
  }

  /** The parsed field on one line: {@code result (comment) key[value] key[value]}. */
  static String show(ParsedField<ReceivedSpfField> parsed) {
    return parsed.valid().map(ReceivedSpfInTheWildTest::show).orElseGet(parsed::toString);
  }

  private static String show(ReceivedSpfField field) {
    StringBuilder text = new StringBuilder(field.result().text());
    field.comment().ifPresent(comment -> text.append(" (").append(comment).append(')'));
    field.pairs().forEach(p -> text.append(' ' + p.key() + '[' + p.value() + ']'));
    return text.toString();
  }
}
