package org.spfsuite.scoring.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.scoring.message.Header.Field;

final class HeaderTest {

  /** One octet per character. */
  private static InputStream message(String octets) {
    return new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Header read(String octets) throws IOException {
    return Header.read(message(octets));
  }

  private static Arguments fields(String message, String... namesAndBodies) {
    return Arguments.of(message, List.of(namesAndBodies));
  }

  static Stream<Arguments> messages() {
    return Stream.of(
        fields(""),
        fields("\r\n"),
        fields("\n"),
        fields("\r\nA: 1\r\n"),
        fields("A: 1\r\nB: 2\r\n\r\nC: 3\r\n", "A", "1", "B", "2"),
        fields("A: 1\nB: 2\n\nC: 3\n", "A", "1", "B", "2"),
        fields("A: 1\r\nB: 2\n\r\nC: 3\r\n", "A", "1", "B", "2"),
        fields("A: 1", "A", "1"),
        fields("A: 1\r", "A", "1"),
        fields("A: 1\r\n", "A", "1"),
        fields("A:1\r\nB:\r\nC: \t \r\n", "A", "1", "B", "", "C", ""),
        fields("A: 1:2: 3 \t\r\n", "A", "1:2: 3"),
        fields("A: 1\r\nA: 2\r\na: 3\r\n", "A", "1", "A", "2", "a", "3"),
        // folded
        fields("A: 1\r\n 2\r\n\t3\r\nB: 4\r\n", "A", "1 2\t3", "B", "4"),
        fields("A:\r\n 1\r\n", "A", "1"),
        fields("A: 1\n  2\n", "A", "1  2"),
        fields("A: 1\r\n \r\n 2\r\n\r\nB: 3", "A", "1  2"),
        fields("A: 1\r\n \t\r\n\r\nB: 3", "A", "1"),
        fields("A: 1\r\n ", "A", "1"),
        // before the colon
        fields("A : 1\r\nB\t: 2\r\nC\r\n : 3\r\n", "A", "1", "B", "2", "C", "3"),
        // stray line breaks
        fields("A: 1\r2\r\n", "A", "1 2"),
        fields("A: 1\rB: 2\r\n", "A", "1 B: 2"),
        fields("A: 1\r\r\nB: 2\r\n", "A", "1", "B", "2"),
        fields("A: 1\r\n\r\r\nB: 2\r\n", "A", "1", "B", "2"),
        fields("A: 1\0\u0001\r\n", "A", "1\0\u0001"),
        // no fields
        fields("From ann@b.example Sun Nov 22 14:00:00 2026\r\nA: 1\r\n", "A", "1"),
        fields("From ann@b.example  Sun Nov 22 2026\nA: 1\n", "A", "1"),
        fields(">From ann@b.example Sun Nov 22 14:00:00 2026\nA: 1\n", "A", "1"),
        fields("From : ann@b.example\r\n", "From", "ann@b.example"),
        fields("A: 1\r\njunk\r\n more: junk\r\nB: 2\r\n", "A", "1", "B", "2"),
        fields("j\r\nj\r\nj\r\nj\r\nj\r\nB: 2\r\n", "B", "2"),
        fields(" A: 1\r\nB: 2\r\n", "B", "2"),
        fields(": 1\r\nB: 2\r\n", "B", "2"),
        fields(" : 1\r\n", new String[0]),
        fields("A B: 1\r\nC: 2\r\n", "C", "2"),
        fields("A\u00e9: 1\r\nC\0: 2\r\nD\u007f: 3\r\nE: 4\r\n", "E", "4"),
        fields("--boundary\r\nB: 2\r\n", "B", "2"),
        // names
        fields(
            "!#$%&'*+-./;=?@[\\]^_`{|}~\"(),<>: 1\r\n", "!#$%&'*+-./;=?@[\\]^_`{|}~\"(),<>", "1"),
        // beyond ASCII
        fields("A: \u00c3\u00bc\r\nB: \u00fc\r\n", "A", "\u00fc", "B", "\u00fc"),
        fields("A: \u00c3\u00bc\u00fc\r\n", "A", "\u00c3\u00bc\u00fc"),
        fields("A: \u00c0\u00ae\r\n", "A", "\u00c0\u00ae"), // overlong, so not UTF-8
        fields("A: \u00ed\u00a0\u0080\r\n", "A", "\u00ed\u00a0\u0080"), // a surrogate
        fields("A: \u00f0\u009f\u0098\u0080\r\n", "A", "\ud83d\ude00"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void theFieldsAre(String message, List<String> namesAndBodies) throws IOException {
    Header header = read(message);
    assertThat(header.fields().stream().flatMap(f -> Stream.of(f.name(), f.body())))
        .isEqualTo(namesAndBodies);
    assertThat(header.isTruncated()).isFalse();
  }

  @Test
  void theStreamIsLeftBehindTheEmptyLine() throws IOException {
    for (String header : List.of("A: 1\r\n\r\n", "A: 1\n\n", "\r\n", "\n", "junk\n\r\n")) {
      InputStream message = message(header + "\r\nbody");
      Header.read(message);
      assertThat(message.readAllBytes()).asString().isEqualTo("\r\nbody");
    }
  }

  @Test
  void aFieldIsUnfoldedHoweverItIsMade() {
    assertThat(new Field("A", " 1\r\n\t2 \r\n")).isEqualTo(new Field("A", "1\t2"));
    assertThat(new Field("A", "1\n2\r3\r\n4").body()).isEqualTo("1 2 3 4");
    assertThat(new Field("A", "\r\n\r\n").body()).isEmpty();
    assertThat(new Field("A", "1").toString()).isEqualTo("Field[name=A, body=1]");
  }

  @Test
  void fieldsAreFoundByNameInAnyCase() {
    Header header =
        Header.of(
            List.of(
                new Field("Return-Path", "<a@b.example>"),
                new Field("RECEIVED", "1"),
                new Field("From", "c@d.example"),
                new Field("received", "2")));
    assertThat(header.all("Received")).containsExactly("1", "2");
    assertThat(header.first("received")).contains("1");
    assertThat(header.indexOf("Received")).isEqualTo(1);
    assertThat(header.positions("Received")).containsExactly(1, 3);
    assertThat(header.all("To")).isEmpty();
    assertThat(header.first("To")).isEmpty();
    assertThat(header.first("")).isEmpty();
    assertThat(header.indexOf("To")).isEqualTo(-1);
    assertThat(header.positions("To")).isEmpty();
  }

  @Test
  void whatStandsAboveAFieldIsToldApart() {
    Field path = new Field("Return-Path", "<a@b.example>");
    Field received = new Field("Received", "1");
    Field forged = new Field("Return-Path", "<c@d.example>");
    Header header = Header.of(List.of(path, received, forged));
    assertThat(header.above("received").fields()).containsExactly(path);
    assertThat(header.above("Return-Path").fields()).isEmpty();
    assertThat(header.above("To").fields()).containsExactly(path, received, forged);
    assertThat(Header.EMPTY.above("Received").fields()).isEmpty();
  }

  @Test
  @Timeout(10)
  void noMoreThanAMebibyteIsRead() throws IOException {
    String header = "A: 1\r\nB: " + "x".repeat(Header.MAX_OCTETS) + "\r\nC: 3\r\n\r\n";
    InputStream message = message(header);
    Header read = Header.read(message);
    assertThat(read.isTruncated()).isTrue();
    assertThat(read.fields()).containsExactly(new Field("A", "1"));
    assertThat(message.readAllBytes()).hasSize(header.length() - Header.MAX_OCTETS);
  }

  @Test
  void aFieldThatTheLimitCutsIsLeftOutEvenBehindItsLine() throws IOException {
    String first = "A: 1\r\n";
    String second = "B: " + "x".repeat(Header.MAX_OCTETS - first.length() - 5) + "\r\n";
    assertThat(first + second).hasSize(Header.MAX_OCTETS);
    assertThat(read(first + second + " continued\r\n").fields())
        .containsExactly(new Field("A", "1"));
  }

  @Test
  void aHeaderJustBelowTheLimitIsWhole() throws IOException {
    String header = "A: " + "x".repeat(Header.MAX_OCTETS - 8) + "\r\n\r\n";
    assertThat(header).hasSize(Header.MAX_OCTETS - 1);
    assertThat(read(header).isTruncated()).isFalse();
    assertThat(read(header).fields()).hasSize(1);
  }

  @Test
  void noMoreThanTenThousandFieldsAreRead() throws IOException {
    String fields = "A: 1\r\n".repeat(10_000);
    assertThat(read(fields + "junk\r\n\r\n").isTruncated()).isFalse();
    assertThat(read(fields + "\r\nbody: 1\r\n").fields()).hasSize(10_000);
    InputStream message = message(fields + "B: 2\r\n\r\nbody");
    Header header = Header.read(message);
    assertThat(header.isTruncated()).isTrue();
    assertThat(header.fields()).hasSize(10_000);
    assertThat(header.first("B")).isEmpty();
    assertThat(message.readAllBytes()).asString().isEqualTo("body");
  }

  @Test
  void aBrokenStreamIsToldOf() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close();
    assertThatThrownBy(() -> Header.read(closed)).isInstanceOf(IOException.class);
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  private static final String[] FRAGMENTS = {
    "\r", "\n", "\r\n", "\r\n ", "\t", " ", ":", "A", "From ", "x", "\0", "\u00c3\u00bc", "\u00ff"
  };

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyOctetsGiveFieldsInOneLine(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      StringBuilder octets = new StringBuilder();
      for (int n = random.nextInt(30); n > 0; n--) {
        octets.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
      }
      assertThat(read(octets.toString()).fields())
          .as("seed %d: %s", seed, octets)
          .allSatisfy(field -> assertIsField(field));
    }
  }

  private static void assertIsField(Field field) {
    assertThat(field.name()).isNotEmpty().matches(n -> n.chars().allMatch(c -> c > 32 && c < 127));
    assertThat(field.name()).doesNotContain(":");
    assertThat(field.body()).doesNotContain("\r", "\n").isEqualTo(field.body().strip());
  }
}
