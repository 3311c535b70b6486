package org.spfsuite.core.received;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.received.ReceivedField.Kind;

final class ReceivedFieldTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '`',
      value = {
        // client | HELO | by | authenticated | envelope-from | the field
        "203.0.113.9 | mail.client.example | mx.here.example | false | - | from 203.0.113.9 (EHLO mail.client.example) ([203.0.113.9]) by mx.here.example (JAMES SMTP Server ) with ESMTP ID 1234 for <ann@here.example>; Sun, 22 Nov 2026 06:00:00 +0000 (UTC)",
        "203.0.113.9 | mail.client.example | mx.here.example | false | - | from mail.client.example (rdns.client.example [203.0.113.9]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) (No client certificate requested) by mx.here.example (Postfix) with ESMTPS id 4F for <ann@here.example>; date",
        "2001:db8::9 | mail.client.example | mx.here.example | false | - | from mail.client.example (unknown [IPv6:2001:db8::9]) by mx.here.example (Postfix) with ESMTP id 4F",
        "203.0.113.9 | [192.168.1.4] | mx.here.example | true | - | from [192.168.1.4] (unknown [203.0.113.9]) (Authenticated sender: ann) by mx.here.example (Postfix) with ESMTPSA id 4F",
        "203.0.113.9 | [127.0.0.1] | mx.here.example | false | - | from [127.0.0.1] (unknown [203.0.113.9]) by mx.here.example (Postfix) with ESMTP id 4F",
        "203.0.113.9 | helo.client.example | mx.here.example | false | ann@bank.example | from rdns.client.example ([203.0.113.9] helo=helo.client.example) by mx.here.example with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.96) (envelope-from <ann@bank.example>) id 1q for ann@here.example",
        "203.0.113.9 | [127.0.0.1] | mx.here.example | false | - | from rdns.client.example ([203.0.113.9]:4711 helo=[127.0.0.1]) by mx.here.example with esmtp (Exim 4.96) id 1q",
        "203.0.113.9 | helo.client.example | mx.here.example | false | ann@bank.example | from helo.client.example (rdns.client.example [203.0.113.9]) (envelope-from <ann@bank.example>) by mx.here.example (Postfix) with ESMTP id 4",
        "203.0.113.9 | helo.client.example | mx.here.example | false | - | from helo.client.example (rdns.client.example [203.0.113.9]) (Client CN \"x envelope-from <ann@bank.example>\" Issuer \"y\") by mx.here.example (Postfix) with ESMTPS id 4",
        "203.0.113.9 | rdns.client.example | mx.here.example | true | `` | from rdns.client.example ([203.0.113.9]) by mx.here.example with esmtpsa (Exim 4.96) (envelope-from <>) id 1q",
        "203.0.113.9 | evil.example | mx.here.example | false | - | from [203.0.113.9] (port=4711 helo=evil.example) by mx.here.example with esmtp (Exim 4.96) id 1q",
        "203.0.113.9 | mail.client.example | mx.here.example | false | - | from mail.client.example (rdns.client.example [203.0.113.9] (may be forged)) by mx.here.example (8.17.1/8.17.1) with ESMTP id 3",
        "203.0.113.9 | mail.client.example | mx.here.example | true | - | from mail.client.example (rdns.client.example [203.0.113.9]) (authenticated bits=0) by mx.here.example (8.17.1/8.17.1) with ESMTP id 3",
        "203.0.113.9 | mail.client.example | mx.here.example | false | - | from unknown (HELO mail.client.example) (203.0.113.9) by mx.here.example with SMTP",
        "2603:10a6:20b:1::5 | A.eurprd01.prod.outlook.com | B.eurprd02.prod.outlook.com | false | - | from A.eurprd01.prod.outlook.com (2603:10a6:20b:1::5) by B.eurprd02.prod.outlook.com (2603:10a6:208:1::8) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_X) id 15.20",
        "209.85.208.41 | mail-ed1-f41.google.com | mx.google.com | false | - | from mail-ed1-f41.google.com (mail-ed1-f41.google.com. [209.85.208.41]) by mx.google.com with SMTPS id 4 for <x@y> (Google Transport Security); date",
        "203.0.113.9 | mail.client.example | mx.here.example | false | - | from mail.client.example (::ffff:203.0.113.9) by mx.here.example with SMTP",
        "- | localhost | mx.here.example | false | - | from localhost by mx.here.example with local",
        "- | `` | mx.here.example | false | - | by mx.here.example (Postfix, from userid 1000) id 77",
        "- | `` | `` | false | - | nonsense",
      })
  void readsWhatMtasWrite(
      String client, String helo, String by, boolean authenticated, String from, String field) {
    for (String spelled :
        new String[] {
          field, "Received: " + field, "received:\t" + field.replace(" by ", "\r\n\tby ")
        }) {
      ReceivedField read = ReceivedField.parse(spelled);
      assertThat(read.client().map(IpAddress::toString).orElse(null)).isEqualTo(client);
      assertThat(read.helo()).isEqualTo(helo);
      assertThat(read.by()).isEqualTo(by);
      assertThat(read.authenticated()).isEqualTo(authenticated);
      assertThat(read.envelopeFrom().orElse(null)).isEqualTo(from);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // the client's name as the server looked it up | the field
        "rdns.client.example | from helo.example (rdns.client.example [203.0.113.9]) by mx.here.example (Postfix) with ESMTP id 4F",
        "rdns.client.example | from helo.example (rdns.client.example [IPv6:2001:db8::9]) (using TLSv1.3 with cipher X (256/256 bits)) by mx.here.example (Postfix) with ESMTPS id 4F",
        "localhost           | from helo.example (localhost [127.0.0.1]) by mx.here.example (Postfix) with ESMTP id 4F",
        "-                   | from helo.example (unknown [203.0.113.9]) by mx.here.example (Postfix) with ESMTP id 4F",
        "-                   | from helo.example (Unknown [203.0.113.9]) by mx.here.example (Postfix) with ESMTP id 4F",
        "rdns.client.example | from rdns.client.example (EHLO helo.example) ([203.0.113.9]) by mx.here.example (JAMES SMTP Server ) with ESMTP ID 1234 for <ann@here.example>",
        "rdns.client.example | from rdns.client.example (HELO [192.0.2.10]) ([203.0.113.9]) by mx.here.example (JAMES SMTP Server ) with SMTP ID 1234",
        "-                   | from 203.0.113.9 (EHLO helo.example) ([203.0.113.9]) by mx.here.example (JAMES SMTP Server ) with ESMTP ID 1234",
        "-                   | from helo.example ([203.0.113.9]) by mx.here.example (JAMES SMTP Server ) with ESMTP ID 1234",
        "rdns.client.example | from rdns.client.example ([203.0.113.9] helo=helo.example) by mx.here.example with esmtps (TLS1.3) tls TLS_AES (Exim 4.96) id 1q",
        "rdns.client.example | from rdns.client.example ([203.0.113.9]:4711 helo=[127.0.0.1]) by mx.here.example with esmtp (Exim 4.96) id 1q",
        "rdns.client.example | from rdns.client.example ([203.0.113.9] helo=helo.example) by mx.here.example with esmtps id 1q",
        "rdns.client.example | from rdns.client.example ([203.0.113.9]) by mx.here.example with esmtpsa (Exim 4.96) (envelope-from <>) id 1q",
        "-                   | from [203.0.113.9] (helo=helo.example) by mx.here.example with esmtp (Exim 4.96) id 1q",
        "-                   | from [203.0.113.9] (port=4711 helo=helo.example) by mx.here.example with esmtp (Exim 4.96) id 1q",
        "rdns.client.example | from helo.example (rdns.client.example [203.0.113.9]) by mx.here.example (8.17.1/8.17.1) with ESMTP id 3",
        "rdns.client.example | from helo.example (rdns.client.example [203.0.113.9] (may be forged)) by mx.here.example (8.17.1/8.17.1) with ESMTP id 3",
        "rdns.client.example | from helo.example (ann@rdns.client.example [203.0.113.9]) by mx.here.example (8.17.1/8.17.1) with ESMTP id 3",
        "rdns.client.example | from helo.example (IDENT:a@b.example@rdns.client.example [203.0.113.9]) by mx.here.example (8.17.1/8.17.1) with ESMTP id 3",
        "-                   | from helo.example ([203.0.113.9]) by mx.here.example (8.17.1/8.17.1) with ESMTP id 3",
        "-                   | from A.eurprd01.prod.outlook.com (2603:10a6:20b:1::5) by B.eurprd02.prod.outlook.com (2603:10a6:208:1::8) with Microsoft SMTP Server id 15.20",
        "mail-ed1-f41.google.com | from helo.example (mail-ed1-f41.google.com. [209.85.208.41]) by mx.google.com with SMTPS id 4 for <x@y> (Google Transport Security)",
        "-                   | from helo.example ([203.0.113.9]) by smtp.gmail.com with ESMTPSA id 4 for <x@y>",
        "-                   | from helo.example ([203.0.113.9]) by smtp.gmail.com with ESMTPSA id 4 for <x@y> (Exim 4.96)",
        "-                   | from unknown (HELO helo.example) (203.0.113.9) by mx.here.example with SMTP",
        "-                   | from x (HELO helo.example [203.0.113.9]) by mx.here.example with SMTP",
        "-                   | from x (HELO a@helo.example [203.0.113.9]) by mx.here.example with SMTP",
        "-                   | from helo.example by mx.here.example with SMTP",
        "-                   | from helo.example (rdns.client.example) by mx.here.example with SMTP",
        "-                   | from helo.example (rdns!client [203.0.113.9]) by mx.here.example with SMTP",
        "-                   | from (x) ([203.0.113.9]) by mx.here.example with esmtp (Exim 4.96) id 1q",
        "-                   | by mx.here.example (Postfix, from userid 1000) id 77",
        "-                   | nonsense",
      })
  void tellsTheNameThatTheServerLookedUp(@Nullable String name, String field) {
    assertThat(ReceivedField.parse(field).reverseName()).isEqualTo(name == null ? "" : name);
    assertThat(ReceivedField.parse(field.replace(" ", "\r\n\t")).reverseName())
        .isEqualTo(name == null ? "" : name);
  }

  /** Whatever a client says in HELO, it does not become the name that the server looked up. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "good.example",
        "good.example.",
        "good.example (good.example [192.0.2.10])",
        "good.example ([192.0.2.10] helo=x)",
        "good.example (EHLO x)",
        "good.example (EHLO x) ([192.0.2.10]) by y (JAMES SMTP Server ) with SMTP",
        "good.example ([192.0.2.10]) by y with esmtp (Exim 4.96)",
        "x) (good.example [192.0.2.10]",
        "x) (good.example",
        "x (good.example",
        "x ((good.example [192.0.2.10]",
        "x \" (good.example [192.0.2.10]",
        "good.example [192.0.2.10]",
      })
  void heloIsNeverTheReverseName(String helo) {
    String[] servers = {
      "from %s (unknown [203.0.113.66]) by mx.example.org (Postfix) with ESMTP id 4F",
      "from %s (rdns.example [203.0.113.66]) by mx.example.org (Postfix) with ESMTP id 4F",
      "from %s ([203.0.113.66]) by mx.example.org (8.17.1/8.17.1) with ESMTP id 3",
      "from %s (203.0.113.66) by mx.example.org with Microsoft SMTP Server id 15.20",
      "from %s ([203.0.113.66]) by mx.example.org with ESMTPSA id 4 for <x@y>",
      "from rdns.example (EHLO %s) ([203.0.113.66]) by mx.example.org (JAMES SMTP Server ) with ESMTP ID 7",
      "from unknown (HELO %s) (203.0.113.66) by mx.example.org with SMTP",
    };
    for (String server : servers) {
      ReceivedField field = ReceivedField.parse(server.formatted(helo) + "; Sun, 22 Nov 2026");
      assertThat(field.client()).contains(IpAddress.parse("203.0.113.66").orElseThrow());
      assertThat(field.reverseName()).as(server.formatted(helo)).isIn("", "rdns.example");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":", "from", "from (", "from [", "(((((", ")))", "from x ([) by", "by ;"})
  void whateverComesIsRead(String field) {
    assertThat(ReceivedField.parse(field).client()).isEmpty();
    assertThat(ReceivedField.parse(field.repeat(10_000))).isNotNull();
  }

  /** What a server writes down of the client's words into comments of its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "from [203.0.113.66] (helo=[192.0.2.10]) by mx.example.org with esmtp (Exim 4.96) id 1q",
        "from [203.0.113.66] (port=4711 helo=[192.0.2.10]) by mx.example.org with esmtp (Exim 4.96) id 1q",
        "from [203.0.113.66]:4711 (helo=[192.0.2.10]) by mx.example.org with esmtp (Exim 4.96) id 1q",
        "from [203.0.113.66] (helo=x ident=y [192.0.2.10]) by mx.example.org with esmtp (Exim 4.96) id 1q",
        "from [203.0.113.66] (helo=[192.0.2.10]) by mx.example.org with esmtp id 1q",
        "from x (rdns.example [203.0.113.66]) (using TLSv1.3 with cipher X (256/256 bits)) (Client CN \"[192.0.2.10]\", Issuer \"y\" (not verified)) by mx.example.org (Postfix) with ESMTPS id 4F",
        "from x (rdns.example [203.0.113.66]) (using TLSv1.3 with cipher X (256/256 bits)) (Client CN \"x\", Issuer \"y [192.0.2.10]\" (not verified)) by mx.example.org (Postfix) with ESMTPS id 4F",
      })
  void neitherAHeloLiteralNorACertificateIsTheClient(String field) {
    assertThat(ReceivedField.parse(field).client())
        .contains(IpAddress.parse("203.0.113.66").orElseThrow());
  }

  /** A quoted local part may hold anything; the server writes it down. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x@here.example",
        "\"x by y with esmtpsa z\"@here.example",
        "\"x\\\" by y with esmtpsa z\"@here.example",
        "\"x; by y with esmtpsa z\"@here.example",
        "\"@x> by y with local z\"@here.example",
        "\"(x) by y (authenticated user) ([192.0.2.10])\"@here.example",
        "\"\"@here.example",
      })
  void addressesCannotForgeTheRest(String address) {
    String james =
        "from %s ([203.0.113.66]) by mx.example.org (JAMES SMTP Server ) with ESMTP ID 7 for <%s>; Sun, 22 Nov 2026";
    String exim =
        "from %s ([203.0.113.66]) by mx.example.org with esmtp (Exim 4.96) (envelope-from <%s>) id 1q for %2$s; Sun, 22 Nov 2026";
    for (String helo : new String[] {"x", "\"x", "<\"", "x for <\"", "x (\"", "\"x\" y (z\""}) {
      ReceivedField field = ReceivedField.parse(james.formatted(helo, address));
      assertThat(field.client()).contains(IpAddress.parse("203.0.113.66").orElseThrow());
      assertThat(field.by()).isEqualTo("mx.example.org");
      assertThat(field.authenticated()).isFalse();
      assertThat(field.kind()).isEqualTo(Kind.TRANSFER);
    }
    ReceivedField field = ReceivedField.parse(exim.formatted("x", address));
    assertThat(field.client()).contains(IpAddress.parse("203.0.113.66").orElseThrow());
    assertThat(field.by()).isEqualTo("mx.example.org");
    assertThat(field.authenticated()).isFalse();
    assertThat(field.kind()).isEqualTo(Kind.TRANSFER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LOCAL    | by mx.here.example (Postfix, from userid 1000) id 77",
        "LOCAL    | from ann by mx.here.example with local (Exim 4.96) (envelope-from <ann@here.example>) id 1q",
        "LOCAL    | (from ann@localhost) by mx.here.example (8.17.1/8.17.1/Submit) id 3",
        "LOCAL    | (qmail 4711 invoked by uid 89); 22 Nov 2026 09:00:00 -0000",
        "LOCAL    | (qmail 4711 invoked for bounce); 22 Nov 2026 09:00:00 -0000",
        "INTERNAL | (qmail 4711 invoked from network); 22 Nov 2026 09:00:00 -0000",
        "INTERNAL | by mx.here.example (Postfix) id 4F; date",
        "INTERNAL | by 2002:a05:6402:1d1:b0:5cf with SMTP id n4; date",
        "TRANSFER | from mail.client.example (unknown [203.0.113.9]) by mx.here.example (Postfix) with ESMTP",
        "TRANSFER | from x (Postfix, from userid 1000) ([203.0.113.9]) by mx.here.example with ESMTP",
        "TRANSFER | from x with local by y ([203.0.113.9]) by mx.here.example with ESMTP",
        "TRANSFER | from (qmail 4711 invoked from network) ([203.0.113.9]) by mx.here.example with ESMTP",
        "TRANSFER | nonsense",
        "TRANSFER | (nonsense)",
      })
  void tellsWhatHappened(Kind kind, String field) {
    assertThat(ReceivedField.parse(field).kind()).isEqualTo(kind);
  }

  /** A server that writes HELO as it came must not let the client say who it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x ([192.0.2.10])",
        "x ([192.0.2.10]) by mx.here.example with ESMTPA",
        "x (authenticated user)",
        "x (mail.bank.example [192.0.2.10]) (authenticated user) by y (envelope-from <a@b.example>)",
        "x with ESMTPSA id 1 (envelope-from <a@b.example>)",
        "x; y",
        "x (",
        "x ((([192.0.2.10])",
        "x )) ([192.0.2.10]",
      })
  void heloCannotForgeTheRest(String helo) {
    ReceivedField field =
        ReceivedField.parse(
            "from "
                + helo
                + " ([203.0.113.66]) by mx.example.org (JAMES SMTP Server ) with ESMTP ID 7; Sun, 22 Nov 2026");

    assertThat(field.client()).contains(IpAddress.parse("203.0.113.66").orElseThrow());
    assertThat(field.by()).isEqualTo("mx.example.org");
    assertThat(field.authenticated()).isFalse();
    assertThat(field.envelopeFrom()).isEmpty();
  }

  /**
   * Half of a field may say what the whole does not: James takes HELO names of 8,000 characters.
   */
  @ParameterizedTest
  @ValueSource(ints = {1_000, 8_000, 8_100, 8_192, 65_300, 65_500, 65_536, 1_000_000})
  void lengthCannotForgeTheRest(int length) {
    String helo = "x ([192.0.2.10]) by mx.example.org with ESMTPA " + "a".repeat(length);
    ReceivedField field =
        ReceivedField.parse(
            "from " + helo + " ([203.0.113.66]) by mx.example.org with ESMTP; Sun, 22 Nov 2026");

    assertThat(field.kind()).isEqualTo(Kind.TRANSFER);
    assertThat(field.authenticated()).isFalse();
    if (length < 65_400) {
      assertThat(field.client()).contains(IpAddress.parse("203.0.113.66").orElseThrow());
    } else {
      assertThat(field.client()).isEmpty();
    }
  }
}
