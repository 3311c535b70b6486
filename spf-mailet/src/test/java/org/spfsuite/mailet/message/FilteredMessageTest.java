package org.spfsuite.mailet.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FilteredMessageTest {

  private static boolean bad(String field) {
    return !field.contains("good");
  }

  /** The message without the fields that go. */
  private static String without(Predicate<String> unwanted, String message) throws IOException {
    InputStream in = new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1));
    byte[] octets =
        FilteredMessage.of(in, field -> field.isNamed("Bad") && unwanted.test(field.text()))
            .octets()
            .readAllBytes();
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "\r\nBad: body\r\n",
        "\nBad: body\n",
        "A: 1\r\n\r\nBad: body\r\n",
        "A: 1\n\nBad: body\n",
        "A: 1\r\nB: 2\r\n 3\r\n\r\n",
        "A: 1",
        "Bad",
        "Bad \t",
        "Bad\r\n:\r\n\r\n",
        "Bad: good\r\nBader: 1\r\nBa: 1\r\nBad-Thing: 1\r\n\r\n",
        "no field\r\n\r\n",
        "\tfolded first\r\n\r\nbody",
        "A: \u00fc\u0080\u0000\u00ff\r\nA : x\r\n\r\n\u0000\u00ff",
        "A: \rBad: not at the beginning of a line\r\n\r\n",
      })
  void whatIsNotUnwantedStaysOctetForOctet(String message) throws IOException {
    assertThat(without(FilteredMessageTest::bad, message)).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n"})
  void unwantedFieldsGoWithAllTheirLines(String lineEnd) throws IOException {
    String message =
        String.join(
            lineEnd,
            "Bad: 1",
            "bAD \t: old style",
            "Bad",
            " : folded before the colon",
            "Bad\f:",
            "A: 1",
            "Bad: 2",
            " folded",
            "\tBad: more",
            "B: 2",
            "Bad: 3",
            "",
            "Bad: body");
    assertThat(without(FilteredMessageTest::bad, message))
        .isEqualTo(String.join(lineEnd, "A: 1", "B: 2", "", "Bad: body"));
  }

  @Test
  void aHeaderWithoutABodyMayEndAnyhow() throws IOException {
    assertThat(without(FilteredMessageTest::bad, "A: 1\r\nBad: 2")).isEqualTo("A: 1\r\n");
    assertThat(without(FilteredMessageTest::bad, "Bad: 2\r\n folded\r\n")).isEmpty();
  }

  @Test
  void fieldsAreGivenAsTheyAreFolded() throws IOException {
    List<String> fields = new ArrayList<>();
    without(
        field -> {
          fields.add(field);
          return false;
        },
        "A: 1\r\n  2\r\nBad: 1\r\n  2\r\nB: 3\r\nBad:\r\n\r\nbody");
    assertThat(fields).containsExactly("Bad: 1\r\n  2", "Bad:");
  }

  /** The blank line may fall anywhere between the blocks that are read. */
  @Test
  void lengthDoesNotMatter() throws IOException {
    for (int length = 4_080; length < 4_112; length++) {
      for (int blocks : new int[] {0, 1, 3, 7}) {
        String long1 = "A: " + "x".repeat(length + blocks * 4_096) + "\r\n";
        String body = "\r\nBad: body\r\n\r\n" + "y".repeat(10_000);
        assertThat(without(FilteredMessageTest::bad, long1 + "Bad: 1\r\n" + body))
            .isEqualTo(long1 + body);
      }
    }
  }
}
