package org.spfsuite.scoring.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FromFieldTest {

  private static Arguments field(String body, String... authors) {
    return Arguments.of(body, List.of(authors));
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        // plain
        field("a@b.example", "a@b.example"),
        field("<a@b.example>", "a@b.example"),
        field("< a@b.example\t>", "a@b.example"),
        field(" \t a@b.example  ", "a@b.example"),
        field("Ann.O'Neil+x@Bank.EXAMPLE", "Ann.O'Neil+x@bank.example"),
        field("Ann <a@b.example>", "a@b.example"),
        field("Ann<a@b.example>", "a@b.example"),
        field("Ann Q. Public <a@b.example>", "a@b.example"),
        field("[Ticket #5] Ann <a@b.example>", "a@b.example"),
        field("J\u00fcrgen <a@b.example>", "a@b.example"),
        field("\u00fc@b\u00fccher.example", "\u00fc@b\u00fccher.example"),
        field("Ann \u202eBob\u200d <a@b.example>", "a@b.example"),
        field("a..b.@provider.example", "a..b.@provider.example"),
        field("a@b", "a@b"),
        field("a@_b.example", "a@_b.example"),
        // folded
        field("Ann\r\n <a@b.example>", "a@b.example"),
        field("\"Ann\r\n Bob\"\r\n\t<a@b.example>\r\n", "a@b.example"),
        // quoted strings
        field("\"Ann\" <a@b.example>", "a@b.example"),
        field("\"Doe, Ann\" <a@b.example>", "a@b.example"),
        field("\"Ann \\\"A\\\" Doe\" <a@b.example>", "a@b.example"),
        field("\"Ann \\\\\" <a@b.example>", "a@b.example"),
        field("\"Ann\"Doe <a@b.example>", "a@b.example"),
        field("\"\" <a@b.example>", "a@b.example"),
        field("\"x@y.example\" <a@b.example>", "a@b.example"),
        field("\"<x@y.example>\" <a@b.example>", "a@b.example"),
        field("\"<x@y.example>,\" <a@b.example>", "a@b.example"),
        field("\"a b\"@c.example", "\"a b\"@c.example"),
        field("Ann <\"a,b:c\"@c.example>", "\"a,b:c\"@c.example"),
        // addresses as display names: readers show both
        field("x@y.example <a@b.example>", "a@b.example"),
        field("x@y.example<a@b.example>", "a@b.example"),
        field("=?utf-8?q?x@y.example?= <a@b.example>", "a@b.example"),
        field("=?utf-8?b?PHhAeS5leGFtcGxlPg==?= <a@b.example>", "a@b.example"),
        // comments
        field("a@b.example (Ann)", "a@b.example"),
        field("(Ann) a@b.example", "a@b.example"),
        field("a@b.example(Ann)", "a@b.example"),
        field("a@b.example (Ann (or (not)) Doe)", "a@b.example"),
        field("a@b.example (\\) <x@y.example>)", "a@b.example"),
        field("a@b.example (x@y.example)", "a@b.example"),
        field("(<x@y.example>) a@b.example (, x@y.example)", "a@b.example"),
        field("Ann (\"unclosed) <a@b.example> (x)", "a@b.example"),
        // several
        field("a@b.example, c@d.example", "a@b.example", "c@d.example"),
        field("Ann <a@b.example>,\"B, C\" <c@d.example>", "a@b.example", "c@d.example"),
        field("<a@b.example>,,(none), <c@d.example>,", "a@b.example", "c@d.example"),
        field("a@b.example,a@B.example", "a@b.example", "a@b.example"),
        // groups
        field("Friends: a@b.example, Carl <c@d.example>;", "a@b.example", "c@d.example"),
        field("Our Friends:a@b.example;(x)", "a@b.example"),
        field("\"F: G\": a@b.example;", "a@b.example"),
        field(
            "A: a@b.example;, B: c@d.example;, <e@f.example>",
            "a@b.example",
            "c@d.example",
            "e@f.example"),
        field("Nobody:;, a@b.example", "a@b.example"));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void theAuthorsAre(String body, List<String> authors) {
    assertThat(FromField.authors(body)).isEqualTo(authors);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // nobody
        "",
        " ",
        "()",
        ",",
        "Nobody:;",
        "<>",
        "Ann <>",
        // no address
        "Ann",
        "Ann Doe",
        "\"a@b.example\"",
        "(a@b.example)",
        "=?utf-8?b?YUBiLmV4YW1wbGU=?=",
        "=?utf-8?q?a@b.example?=",
        "=?utf-8?q?a?=@b.example",
        "Ann <ann>",
        "ann@",
        "@b.example",
        "<@b.example>",
        "a@@b.example",
        "a@b@c.example",
        "a@.example",
        "a@b..example",
        "a@b.example.",
        "a@[192.0.2.1]",
        "Ann <a@[192.0.2.1]>",
        "<a@[IPv6:2001:db8::1]>",
        "a@b!c.example",
        "a@b\uff0eexample",
        "a@b.example/x",
        // two addresses where one belongs
        "<a@b.example> <c@d.example>",
        "<a@b.example>c@d.example",
        "<a@b.example> Ann",
        "a@b.example c@d.example",
        "Ann a@b.example",
        "a@b.example Ann",
        "a@b.example; c@d.example",
        "a@b.example;",
        "\"Ann\"\"a\"@b.example",
        "\"Ann\" \"a\"@b.example",
        "a.\"b\"@c.example",
        "\"a\".b@c.example",
        // one of several
        "a@b.example, Ann",
        "Doe, Ann <a@b.example>",
        "a@b.example, <c@d.example> e@f.example",
        // source routes
        "<@x.example:a@b.example>",
        "<@x.example,@y.example:a@b.example>",
        "Ann <x@y.example:a@b.example>",
        // an address that is not in one piece
        "a @ b.example",
        "<a @b.example>",
        "<a@ b.example>",
        "a(x)@b.example",
        "a@(x)b.example",
        "a@b.example(x).c.example",
        "<(x)a@b.example>",
        "<a@b.example(x)>",
        "<a@b.example (>) (x)",
        "a . b@c.example",
        // quoted local parts that look like another address
        "\"x@y.example\"@b.example",
        "\"<x@y.example>\"@b.example",
        "\"x@y.example> \"@b.example",
        "\"<x\"@b.example",
        "\"x>\"@b.example",
        "\"a\\\"b\"@c.example",
        "\"\"@c.example",
        // unclosed
        "\"Ann <a@b.example>",
        "Ann \" <a@b.example>",
        "Ann <a@b.example",
        "Ann <a@b.example, <c@d.example>",
        "Ann (x <a@b.example>",
        "a@b.example (x",
        "a@b.example (x\\)",
        "a@b.example (",
        "\"",
        "\"\\",
        "(\\",
        "<",
        "<\"",
        "a\"\\",
        "Friends: a@b.example",
        "Friends: a@b.example, c@d.example",
        // never opened
        "a@b.example>",
        "Ann) <a@b.example>",
        "Ann a@b.example>",
        // groups that are none
        ": a@b.example;",
        "A: B: a@b.example;;",
        "A: a@b.example; c@d.example",
        "A: a@b.example;;",
        "A: a@b.example; B: c@d.example;",
        "mailto:a@b.example",
        "x@y.example: a@b.example;",
        "\"x@y.example\": a@b.example;",
        "x@y.example z: a@b.example;",
        "<a@b.example>: c@d.example;",
        // backslashes outside quotes
        "Ann \\\"A\\\" <a@b.example>",
        "<a@b.example>\\,<c@d.example>",
        "a\\@b.example",
        // controls and what is not seen
        "a@b.example\0",
        "a\0@b.example",
        "\0",
        "Ann\u0007 <a@b.example>",
        "\"Ann\u001b[2K\" <a@b.example>",
        "\"Ann\\\0\" <a@b.example>",
        "a@b.example (\u007f)",
        "a\u0085@b.example",
        "a\u00a0@b.example",
        "a\u200b@b.example",
        "a\u202e@b.example",
        "a@b\u200d.example",
        "a@b\u00ad.example",
        "a@b\u3002example",
        "a@b\u2028.example",
        "\ud83d@b.example",
        "a@\ude00.example",
      })
  void nothingIsCertain(String body) {
    assertThat(FromField.authors(body)).isEmpty();
  }

  @Test
  void thereAreAtMostHundredAuthors() {
    assertThat(FromField.authors("a@b.example,".repeat(100))).hasSize(100);
    assertThat(FromField.authors("a@b.example,".repeat(101))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "\"", "<", "\\", ",", ":", "a@", "@", "a ", "(\\", "<a@b>", "a:;"})
  @Timeout(10)
  void longFieldsTakeNoLong(String piece) {
    assertThat(FromField.authors(piece.repeat(300_000))).isEmpty();
    assertThat(FromField.authors(piece.repeat(300_000) + "<a@b.example>")).hasSizeLessThan(2);
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  private static final String[] FRAGMENTS = {
    "a",
    "@",
    "b.example",
    "<",
    ">",
    "(",
    ")",
    "\"",
    "\\",
    ",",
    ":",
    ";",
    " ",
    ".",
    "[",
    "]",
    "\0",
    "\r\n ",
    "\u00e9",
    "\u200b",
    "=?",
    "?=",
    "a@b.example",
    "<c@d.example>",
    "(x)",
    "\"q\""
  };

  /** What comes out is one of the addresses that stand there in one piece. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void nothingIsMadeUp(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      StringBuilder body = new StringBuilder();
      IntStream.range(0, random.nextInt(12))
          .forEach(n -> body.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]));
      List<String> authors = FromField.authors(body.toString());
      assertThat(authors)
          .as("seed %d: %s", seed, body)
          .allSatisfy(author -> assertThat(body).contains(author).contains("@"));
      assertThat(FromField.authors(String.join(", ", authors))).isEqualTo(authors);
    }
  }
}
