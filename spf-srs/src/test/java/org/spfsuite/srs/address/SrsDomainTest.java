package org.spfsuite.srs.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SrsDomainTest {

  private static final String LABEL = "d".repeat(63);

  static Stream<Arguments> names() {
    return Stream.of(
        arguments("srs.example.org", "srs.example.org"),
        arguments("SRS.Example.ORG", "srs.example.org"),
        arguments("srs.bücher.example", "srs.xn--bcher-kva.example"),
        arguments("_srs-1.example", "_srs-1.example"),
        arguments("localhost", "localhost"),
        arguments(LABEL + ".example", LABEL + ".example"),
        arguments("d.".repeat(126) + "e", "d.".repeat(126) + "e"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void hasOneSpelling(String name, String spelling) {
    assertThat(SrsDomain.of(name)).isEqualTo(spelling);
  }

  static Stream<String> others() {
    return Stream.of(
        "",
        ".",
        ".example",
        "example.",
        "srs..example",
        "d" + LABEL + ".example",
        "d.".repeat(126) + "ee",
        "srs example",
        "srs@example",
        "[192.0.2.1]",
        "a\nb");
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> SrsDomain.of(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("is not the name of a domain, such as srs.example.org")
        .hasMessageNotContaining("\n");
  }
}
