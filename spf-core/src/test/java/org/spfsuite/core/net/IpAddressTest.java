package org.spfsuite.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.net.IpAddress.Family;

final class IpAddressTest {

  private static final int ROUNDS = 2_000;

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,         0",
    "0.0.0.1,         1",
    "9.10.99.100,     151675748",
    "192.0.2.1,       3221225985",
    "199.200.249.250, 3351837178",
    "255.255.255.255, 4294967295"
  })
  void readsAndPrintsDottedQuads(String literal, long bits) {
    assertThat(IpAddress.parse(literal)).contains(new IpAddress(Family.IPV4, 0, bits));
    assertThat(IpAddress.parse(literal).orElseThrow()).hasToString(literal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "1.2",
        "1.2.3",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "1.2.3.4.",
        "1.2.3.4.5",
        "256.0.0.1",
        "1.2.3.256",
        "1.2.3.999",
        "1.2.3.0000",
        "01.2.3.4",
        "1.2.3.04",
        "1.2.3.00",
        "1.2.3.-4",
        "1.2.3.+4",
        "1.2.3.4 ",
        " 1.2.3.4",
        "1.2.3.4/32",
        "1.2.3.a",
        "0x1.2.3.4",
        "1.2.3.\u0664",
        "localhost",
        "[1.2.3.4]",
        "4294967295"
      })
  void refusesWhatIsNoDottedQuadOfPlainOctets(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "::,                            0,                0",
    "::1,                           0,                1",
    "1::,                           1000000000000,    0",
    "2001:db8::cb01,                20010db800000000, cb01",
    "2001:DB8:0:0:8:800:200C:417A,  20010db800000000, 00080800200c417a",
    "1:2:3:4:5:6:7:8,               1000200030004,    5000600070008",
    "0001:02:003:4:5:6:7:0008,      1000200030004,    5000600070008",
    "1:2:3:4:5:6:7::,               1000200030004,    5000600070000",
    "::2:3:4:5:6:7:8,               200030004,        5000600070008",
    "1:2:3::5:6:7:8,                1000200030000,    5000600070008",
    "1::8,                          1000000000000,    8",
    "::192.0.2.1,                   0,                c0000201",
    "::ffff:192.0.2.1,              0,                ffffc0000201",
    "64:ff9b::192.0.2.33,           64ff9b00000000,   c0000221",
    "1:2:3:4:5:6:1.2.3.4,           1000200030004,    5000601020304",
    "::3:4:5:6:1.2.3.4,             30004,            5000601020304",
    "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255, ffffffffffffffff, ffffffffffffffff"
  })
  void readsEveryTextFormOfRfc4291(String literal, String high, String low) {
    assertThat(IpAddress.parse(literal))
        .contains(
            IpAddress.ipv6(Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        ":::",
        "::::",
        ":1",
        "1:",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "1:::2",
        ":::1",
        "1:::",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "12345::",
        "::00001",
        "::g",
        "::-1",
        "::1 ",
        " ::1",
        "::1%eth0",
        "fe80::1%1",
        "[::1]",
        "::1/128",
        "::1.2.3",
        "::1.2.3.4.5",
        "::1.2.3.256",
        "::1.2.3.04",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "1.2.3.4::5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1:2:3:4:5:1.2.3.4",
        "::1:2:3:4:5:6:1.2.3.4",
        "1.2.3.4:1:2:3:4:5:6",
        "::\u0661"
      })
  void refusesWhatIsNoTextFormOfRfc4291(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2001:0DB8:0000:0000:0000:0000:0002:0001, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1,                    2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1,                      2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1,                    2001:db8::1:0:0:1",
    "0:0:0:0:0:0:0:0,                         ::",
    "0:0:0:0:0:0:0:1,                         ::1",
    "1:0:0:0:0:0:0:0,                         1::",
    "0:1:0:0:0:0:0:0,                         0:1::",
    "0:0:1:2:3:4:5:0,                         ::1:2:3:4:5:0",
    "1:2:3:4:5:6:0:0,                         1:2:3:4:5:6::",
    "1:2:3:4:5:6:7::,                         1:2:3:4:5:6:7:0",
    "ABCD:EF01:2345:6789:ABCD:EF01:2345:6789, abcd:ef01:2345:6789:abcd:ef01:2345:6789"
  })
  void printsIpv6AsRfc5952Recommends(String literal, String canonical) {
    assertThat(IpAddress.parse(literal).orElseThrow()).hasToString(canonical);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 5952, 7208})
  void readsBackWhatItPrinted(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      IpAddress v4 = IpAddress.ipv4(random.nextInt());
      IpAddress v6 = IpAddress.ipv6(sparse(random), sparse(random));
      assertThat(IpAddress.parse(v4.toString())).contains(v4);
      assertThat(IpAddress.parse(v6.toString())).contains(v6);
      assertThat(IpAddress.of(v4.octets())).isEqualTo(v4);
      assertThat(IpAddress.of(v6.octets())).isEqualTo(v6);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {2, 4291})
  void agreesWithTheJdkOnRandomIpv6Literals(long seed) throws UnknownHostException {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      String literal = literal(random);
      IpAddress expected = IpAddress.of(InetAddress.getByName(literal));
      // The JDK turns a mapped address into an IPv4 address at once.
      assertThat(IpAddress.parse(literal).map(IpAddress::unmapped)).as(literal).contains(expected);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {3, 2373})
  void acceptsNoDamagedLiteralThatTheJdkReadsOtherwise(long seed) throws UnknownHostException {
    Random random = new Random(seed);
    int accepted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder damaged = new StringBuilder(literal(random));
      damaged.setCharAt(random.nextInt(damaged.length()), "0a:.".charAt(random.nextInt(4)));
      IpAddress ours = IpAddress.parse(damaged.toString()).orElse(null);
      if (ours != null && damaged.indexOf(":") >= 0) {
        accepted++;
        assertThat(ours.unmapped())
            .as(damaged.toString())
            .isEqualTo(IpAddress.of(InetAddress.getByName(damaged.toString())));
      }
    }
    assertThat(accepted).as("some damage leaves a literal").isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:192.0.2.1,    192.0.2.1",
    "::ffff:0:0,          0.0.0.0",
    "::ffff:ffff:ffff,    255.255.255.255",
    "::192.0.2.1,         ::c000:201",
    "::fffe:c000:201,     ::fffe:c000:201",
    "::1:ffff:c000:201,   ::1:ffff:c000:201",
    "1::ffff:c000:201,    1::ffff:c000:201",
    "64:ff9b::c000:201,   64:ff9b::c000:201",
    "192.0.2.1,           192.0.2.1"
  })
  void onlyMappedAddressesStandForIpv4(String literal, String unmapped) {
    assertThat(IpAddress.parse(literal).orElseThrow().unmapped()).hasToString(unmapped);
  }

  @Test
  void comesBackFromTheJdkUnchanged() {
    IpAddress v4 = IpAddress.ipv4(0xC0000201);
    IpAddress v6 = IpAddress.ipv6(0xFE80_0000_0000_0000L, -1);
    assertThat(IpAddress.of(v4.toInetAddress())).isEqualTo(v4);
    assertThat(IpAddress.of(v6.toInetAddress())).isEqualTo(v6);
  }

  @Test
  void givesAwayNewOctetsEachTime() {
    IpAddress address = IpAddress.ipv4(0x01020304);
    address.octets()[0] = 99;
    assertThat(address.octets()).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5, 15, 17})
  void refusesOtherNumbersOfOctets(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddress.of(new byte[length]))
        .withMessageContaining(Integer.toString(length));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "0, -1", "0, 4294967296"})
  void refusesIpv4ValuesBeyond32Bits(long high, long low) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IpAddress(Family.IPV4, high, low))
        .withMessageContaining("IPv4");
  }

  /** 64 bits with many zero groups, so that compression has work to do. */
  private static long sparse(Random random) {
    long bits = 0;
    for (int i = 0; i < 4; i++) {
      bits =
          bits << 16 | (random.nextBoolean() ? 0 : random.nextInt(0x10000) >> random.nextInt(16));
    }
    return bits;
  }

  /** A well-formed literal: any compression, any case, leading zeros, maybe an IPv4 tail. */
  private static String literal(Random random) {
    boolean tail = random.nextInt(4) == 0;
    int groups = tail ? 6 : 8;
    int gap = random.nextBoolean() ? random.nextInt(groups) : groups;
    int gapEnd = gap == groups ? groups : gap + 1 + random.nextInt(groups - gap);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < groups; i++) {
      if (i == gap) {
        text.append("::");
      } else if (i < gap || i >= gapEnd) {
        text.append(i == 0 || (i == gapEnd && gap < gapEnd) ? "" : ":").append(group(random));
      }
    }
    if (tail) {
      text.append(gap < gapEnd && gapEnd == groups ? "" : ":");
      text.append(IpAddress.ipv4(random.nextInt()));
    }
    return text.toString();
  }

  private static String group(Random random) {
    String hex = Integer.toHexString(random.nextInt(0x10000) >> random.nextInt(16));
    String padded = random.nextBoolean() ? hex : "0".repeat(4 - hex.length()) + hex;
    return random.nextBoolean() ? padded : padded.toUpperCase(Locale.ROOT);
  }
}
