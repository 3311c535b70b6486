package org.spfsuite.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressRangeTest {

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static AddressRange range(String text) {
    int dash = text.indexOf('-');
    return new AddressRange(ip(text.substring(0, dash)), ip(text.substring(dash + 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0-255.255.255.255, 4294967296",
    "192.0.2.1-192.0.2.1, 1",
    "127.255.255.255-128.0.0.0, 2",
    "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 340282366920938463463374607431768211456",
    "2001:db8::ffff:ffff:ffff:ffff-2001:db8:0:1::, 2",
    "8000::-8000::, 1",
  })
  void itsSizeIsTheNumberOfAddresses(String range, BigInteger size) {
    assertThat(range(range).size()).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "10.0.0.5-10.0.0.9, 10.0.0.4, 10.0.0.5-10.0.0.9",
        "10.0.0.5-10.0.0.9, 10.0.0.5, 10.0.0.6-10.0.0.9",
        "10.0.0.5-10.0.0.9, 10.0.0.8, 10.0.0.9-10.0.0.9",
        "10.0.0.5-10.0.0.9, 10.0.0.9, -",
        "0.0.0.0-255.255.255.255, 127.255.255.255, 128.0.0.0-255.255.255.255",
        "0.0.0.0-255.255.255.255, 255.255.255.255, -",
        "::-8000::, ::ffff:ffff:ffff:ffff, 0:0:0:1::-8000::",
        "::-8000::, 7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 8000::-8000::",
      })
  void whatLiesBehindAnAddress(String range, String address, @Nullable String rest) {
    assertThat(range(range).behind(ip(address)).map(AddressRange::toString))
        .isEqualTo(Optional.ofNullable(rest));
  }

  @Test
  void nothingLiesBehindAnAddressOfTheOtherFamily() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> range("10.0.0.5-10.0.0.9").behind(ip("::")));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "10.0.0.5-10.0.0.9, 10.0.0.0-10.0.0.4, -",
        "10.0.0.5-10.0.0.9, 10.0.0.0-10.0.0.5, 10.0.0.5-10.0.0.5",
        "10.0.0.5-10.0.0.9, 10.0.0.6-10.0.0.7, 10.0.0.6-10.0.0.7",
        "10.0.0.5-10.0.0.9, 10.0.0.0-10.0.0.255, 10.0.0.5-10.0.0.9",
        "10.0.0.5-10.0.0.9, ::-ffff::, -",
      })
  void whatTwoRangesHaveInCommon(String one, String other, @Nullable String common) {
    Optional<String> expected = Optional.ofNullable(common);
    assertThat(range(one).common(range(other)).map(AddressRange::toString)).isEqualTo(expected);
    assertThat(range(other).common(range(one)).map(AddressRange::toString)).isEqualTo(expected);
  }
}
