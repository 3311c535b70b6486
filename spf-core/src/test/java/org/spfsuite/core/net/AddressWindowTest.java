package org.spfsuite.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Windows and the ranges that they come to. */
final class AddressWindowTest {

  private static AddressWindow around(String address) {
    return new AddressWindow(IpAddress.parse(address).orElseThrow());
  }

  private static IpPrefix prefix(String text) {
    return IpPrefix.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,   0.0.0.0-255.255.255.255",
    "2001:db8::1, ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
  })
  void beginsAsTheWholeFamily(String address, String range) {
    assertThat(around(address).range()).hasToString(range);
  }

  @ParameterizedTest
  @CsvSource({
    // client,      compared with,                 in it, leaves
    "192.0.2.1,     192.0.2.0/24,                  true,  192.0.2.0-192.0.2.255",
    "192.0.2.1,     192.0.2.77/24,                 true,  192.0.2.0-192.0.2.255",
    "192.0.2.1,     0.0.0.0/0,                     true,  0.0.0.0-255.255.255.255",
    "192.0.2.1,     192.0.2.1/32,                  true,  192.0.2.1-192.0.2.1",
    "192.0.2.1,     192.0.2.2/32,                  false, 0.0.0.0-192.0.2.1",
    "192.0.2.1,     192.0.2.0/32,                  false, 192.0.2.1-255.255.255.255",
    "192.0.2.1,     10.0.0.0/8,                    false, 11.0.0.0-255.255.255.255",
    "192.0.2.1,     224.0.0.0/3,                   false, 0.0.0.0-223.255.255.255",
    "192.0.2.1,     ::/0,                          false, 0.0.0.0-255.255.255.255",
    "255.255.255.255, 255.255.255.254/32,          false, 255.255.255.255-255.255.255.255",
    "2001:db8::1,   2001:db8::/32,                 true,  2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::1,   2001:db8::/64,                 true,  2001:db8::-2001:db8::ffff:ffff:ffff:ffff",
    "2001:db8::1,   2001:db8::/65,                 true,  2001:db8::-2001:db8::7fff:ffff:ffff:ffff",
    "2001:db8::1,   2001:db8:1::/64,               false, ::-2001:db8:0:ffff:ffff:ffff:ffff:ffff",
    "2001:db8:2::1, 2001:db8:1:ffff::/64,          false, 2001:db8:2::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::1,   2001:db8::2/128,               false, ::-2001:db8::1",
    "2001:db8::1,   0.0.0.0/0,                     false, ::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
  })
  void narrowsToWhoGetsTheSameAnswer(String client, String network, boolean in, String range) {
    AddressWindow window = around(client);
    assertThat(window.isIn(prefix(network))).isEqualTo(in);
    assertThat(window.range()).hasToString(range);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1", "2001:db8::1", "::", "255.255.255.255"})
  void closesToTheAddress(String address) {
    AddressWindow window = around(address);
    window.close();
    assertThat(window.range()).hasToString(address + "-" + address);
  }

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  /** Small numbers in the lowest bits, so that prefixes meet; and the same at the 64-bit seam. */
  private static IpAddress address(Random random, boolean ipv4) {
    int shift = random.nextBoolean() ? 0 : 56;
    return ipv4
        ? IpAddress.ipv4(random.nextInt(256))
        : IpAddress.ipv6(random.nextInt(4), (long) random.nextInt(256) << shift);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everybodyInTheRangeGetsTheSameAnswersAndTheNeighboursDoNot(long seed) {
    Random random = new Random(seed);
    boolean ipv4 = random.nextBoolean();
    IpAddress client = address(random, ipv4);
    AddressWindow window = new AddressWindow(client);
    List<IpPrefix> compared = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      int bits = client.family().bits();
      int length = Math.max(0, bits - random.nextInt(ipv4 ? 12 : 75));
      IpPrefix prefix = new IpPrefix(address(random, ipv4), length);
      compared.add(prefix);
      assertThat(window.isIn(prefix)).isEqualTo(prefix.contains(client));
    }
    AddressRange range = window.range();
    assertThat(range.contains(client)).isTrue();
    List<Boolean> expected = answers(compared, client);
    assertThat(answers(compared, range.first())).as("seed %d", seed).isEqualTo(expected);
    assertThat(answers(compared, range.last())).as("seed %d", seed).isEqualTo(expected);
    for (int i = 0; i < 50; i++) {
      IpAddress other = address(random, ipv4);
      if (range.contains(other)) {
        assertThat(answers(compared, other)).as("seed %d", seed).isEqualTo(expected);
      }
    }
    IpAddress before = neighbour(range.first(), -1);
    IpAddress behind = neighbour(range.last(), 1);
    if (before.compareTo(range.first()) < 0) {
      assertThat(answers(compared, before)).as("seed %d", seed).isNotEqualTo(expected);
    }
    if (behind.compareTo(range.last()) > 0) {
      assertThat(answers(compared, behind)).as("seed %d", seed).isNotEqualTo(expected);
    }
  }

  private static List<Boolean> answers(List<IpPrefix> prefixes, IpAddress address) {
    return prefixes.stream().map(prefix -> prefix.contains(address)).toList();
  }

  /** The next address, which wraps around at the end of the family. */
  private static IpAddress neighbour(IpAddress address, int step) {
    if (address.isIpv4()) {
      return IpAddress.ipv4((int) address.low() + step);
    }
    long low = address.low() + step;
    boolean carry = step > 0 ? low == 0 : address.low() == 0;
    return IpAddress.ipv6(address.high() + (carry ? step : 0), low);
  }

  @Test
  void aRangeKeepsItsOrderAndItsFamily() {
    IpAddress one = IpAddress.parse("192.0.2.1").orElseThrow();
    IpAddress two = IpAddress.parse("192.0.2.2").orElseThrow();
    IpAddress six = IpAddress.parse("2001:db8::1").orElseThrow();
    assertThatIllegalArgumentException().isThrownBy(() -> new AddressRange(two, one));
    assertThatIllegalArgumentException().isThrownBy(() -> new AddressRange(one, six));
    assertThat(new AddressRange(one, one).overlaps(new AddressRange(one, two))).isTrue();
    assertThat(new AddressRange(one, one).overlaps(new AddressRange(two, two))).isFalse();
    assertThat(new AddressRange(two, two).overlaps(new AddressRange(one, one))).isFalse();
    assertThat(new AddressRange(one, two).overlaps(new AddressRange(six, six))).isFalse();
    assertThat(new AddressRange(one, two).contains(six)).isFalse();
  }

  @Test
  void addressesAreOrderedAsNumbers() {
    List<String> sorted =
        List.of(
            "0.0.0.0",
            "127.255.255.255",
            "128.0.0.0",
            "255.255.255.255",
            "::",
            "::1",
            "::8000:0:0:0",
            "7fff::",
            "8000::",
            "ffff::");
    List<IpAddress> addresses =
        new ArrayList<>(sorted.stream().map(text -> IpAddress.parse(text).orElseThrow()).toList());
    Collections.shuffle(addresses, new Random(1));
    assertThat(addresses.stream().sorted().map(IpAddress::toString)).isEqualTo(sorted);
  }
}
