package org.spfsuite.scoring.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.net.IpAddress;

final class NetworksTest {

  private static Networks networks(String text) {
    return new Networks(
        Arrays.stream(text.split(" "))
            .map(word -> Networks.Entry.parse(word).orElseThrow())
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2., 192.0.2.255, true",
    "10., 10.9.8.7, true",
    "10/8, 10.9.8.7, true",
    "192.168/16, 192.168.9.9, true",
    "2001:db8::/32, 2001:db8::1, true",
    "[2001:db8::1], 2001:db8::1, true",
    "[2001:db8::]/32, 2001:db8:1::1, true",
    "10.0.0.0/8 !10.1.0.0/16, 10.1.0.1, false",
    "!10.1.0.0/16 10.0.0.0/8, 10.1.0.1, false",
    "10.0.0.0/8 !10.1.0.0/16 10.1.2.3, 10.1.2.3, true",
    "10.0.0.0/8 !10.0.0.0/8, 10.1.2.3, true",
    "!10.0.0.0/8 10.0.0.0/8, 10.1.2.3, false",
  })
  void theTightestNetworkDecides(String networks, String address, boolean contained) {
    assertThat(networks(networks).contains(IpAddress.parse(address).orElseThrow()))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "!",
        "10",
        "10.0",
        "10.0.0",
        "10.0.0.0.",
        "10.0.0.0.0",
        "10.0.0.0/33",
        "/8",
        "a.b.c.",
        "10.0.0.0/-1",
        "..",
        "2001:db8::/129",
        "[2001:db8::1",
        "host.example",
      })
  void whatIsNoNetworkIsRefused(String text) {
    assertThat(Networks.Entry.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.1.0.0/16, true",
    "10.0.0.0/8, 10.0.0.0/8, true",
    "10.0.0.0/16, 10.0.0.0/8, false",
    "10.0.0.0/8 !10.1.0.0/16, 10.1.2.0/24, false",
    "10.0.0.0/8, 11.0.0.0/16, false",
    "::/0, 10.0.0.0/8, false",
  })
  void networksCoverNetworks(String wide, String narrow, boolean covers) {
    assertThat(networks(wide).covers(Networks.Entry.parse(narrow).orElseThrow().network()))
        .isEqualTo(covers);
  }
}
