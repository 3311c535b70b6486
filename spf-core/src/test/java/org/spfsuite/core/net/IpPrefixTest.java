package org.spfsuite.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpPrefixTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24,     192.0.2.0/24",
    "192.0.2.77/24,    192.0.2.77/24",
    "192.0.2.1,        192.0.2.1/32",
    "0.0.0.0/0,        0.0.0.0/0",
    "10.0.0.0/32,      10.0.0.0/32",
    "2001:DB8::/32,    2001:db8::/32",
    "2001:db8::1,      2001:db8::1/128",
    "::/0,             ::/0",
    "::1/128,          ::1/128"
  })
  void readsAndPrintsBlocks(String text, String printed) {
    assertThat(IpPrefix.parse(text).orElseThrow()).hasToString(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/24",
        "192.0.2.0/",
        "192.0.2.0/33",
        "192.0.2.0/024",
        "192.0.2.0/00",
        "192.0.2.0/-1",
        "192.0.2.0/+8",
        "192.0.2.0/ 8",
        "192.0.2.0/8 ",
        "192.0.2.0/2a",
        "192.0.2.0//24",
        "192.0.2.0/24/24",
        "192.0.2.0/1000000000000",
        "192.0.2/24",
        "::/129",
        "::/0128",
        "::/1\u0660",
        "example.com/24"
      })
  void refusesWhatIsNoBlock(String text) {
    assertThat(IpPrefix.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // The last address that agrees in the leading bits, and one that differs in the last of them.
    "0.0.0.0/0,        255.255.255.255,           true",
    "0.0.0.0/1,        127.255.255.255,           true",
    "0.0.0.0/1,        128.0.0.0,                 false",
    "192.0.2.0/24,     192.0.2.255,               true",
    "192.0.2.99/24,    192.0.2.0,                 true",
    "192.0.2.0/24,     192.0.3.0,                 false",
    "192.0.2.2/31,     192.0.2.3,                 true",
    "192.0.2.2/31,     192.0.2.1,                 false",
    "192.0.2.1/32,     192.0.2.1,                 true",
    "192.0.2.1/32,     192.0.2.0,                 false",
    "::/0,             ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true",
    "::/1,             7fff::,                    true",
    "::/1,             8000::,                    false",
    "2001:db8::/32,    2001:db8:ffff::1,          true",
    "2001:db8::/32,    2001:db9::,                false",
    "2001:db8:0:2::/63, 2001:db8:0:3:ffff::,      true",
    "2001:db8:0:2::/63, 2001:db8:0:1::,           false",
    "2001:db8::/64,    2001:db8::ffff:0:0:1,      true",
    "2001:db8::/64,    2001:db8:0:1::,            false",
    "2001:db8::/65,    2001:db8::7fff:0:0:1,      true",
    "2001:db8::/65,    2001:db8:0:0:8000::,       false",
    "2001:db8::/65,    2001:db8:0:1::,            false",
    "2001:db8::2/127,  2001:db8::3,               true",
    "2001:db8::2/127,  2001:db8::1,               false",
    "2001:db8::1/128,  2001:db8::1,               true",
    "2001:db8::1/128,  2001:db8::,                false",
    "2001:db8::1/128,  2001:db9::1,               false"
  })
  void containsWhatAgreesInTheLeadingBits(String block, String address, boolean expected) {
    assertThat(contains(block, address)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0,         ::",
    "0.0.0.0/0,         ::ffff:192.0.2.1",
    "::/0,              0.0.0.0",
    "::ffff:0:0/96,     192.0.2.1",
    "::ffff:192.0.2.1,  192.0.2.1"
  })
  void containsNothingOfTheOtherFamily(String block, String address) {
    assertThat(contains(block, address)).isFalse();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 4632})
  void agreesWithArithmeticOnRandomBlocks(long seed) {
    Random random = new Random(seed);
    int hits = 0;
    for (int i = 0; i < 5_000; i++) {
      boolean v4 = random.nextBoolean();
      int bits = v4 ? 32 : 128;
      byte[] base = new byte[bits / 8];
      random.nextBytes(base);
      int flipped = random.nextInt(bits);
      byte[] other = base.clone();
      other[flipped / 8] ^= (byte) (0x80 >> (flipped % 8));
      int length = random.nextInt(bits + 1);
      IpPrefix block = new IpPrefix(IpAddress.of(base), length);
      boolean expected = leading(base, length).equals(leading(other, length));
      hits += expected ? 1 : 0;
      assertThat(block.contains(IpAddress.of(other)))
          .as("%s contains %s", block, IpAddress.of(other))
          .isEqualTo(expected);
      assertThat(IpPrefix.parse(block.toString())).contains(block);
    }
    assertThat(hits).isBetween(1_000, 4_000);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.1, -1", "192.0.2.1, 33", "::1, -1", "::1, 129"})
  void refusesLengthsBeyondTheFamily(String address, int length) {
    IpAddress parsed = IpAddress.parse(address).orElseThrow();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IpPrefix(parsed, length))
        .withMessageContaining("0-" + parsed.family().bits());
  }

  private static BigInteger leading(byte[] octets, int count) {
    return new BigInteger(1, octets).shiftRight(octets.length * 8 - count);
  }

  private static boolean contains(String block, String address) {
    return IpPrefix.parse(block).orElseThrow().contains(IpAddress.parse(address).orElseThrow());
  }
}
