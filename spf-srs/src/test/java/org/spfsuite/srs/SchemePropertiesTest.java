package org.spfsuite.srs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.srs.address.EnvelopeAddress;
import org.spfsuite.srs.address.Separator;
import org.spfsuite.srs.address.SrsAddress;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.KeyType;
import org.spfsuite.srs.key.SrsKey;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;

/** What must hold for all addresses, tried on random ones; the seed is the test's argument. */
final class SchemePropertiesTest {

  private static final int WORLDS = 300;
  private static final int TRIES = 20;
  private static final int DAY = 86_400;
  private static final String ATOMS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~.";
  private static final String QUOTED = " \"\\@,:;<>()[]";
  private static final String BEYOND = "éÉßıİ\u212Aж中\uD83D\uDCE7";
  private static final String[] TOKENS = {
    "SRS0",
    "SRS1",
    "srs0",
    "SRS",
    "=",
    "==",
    "+",
    "-",
    "@",
    "\"",
    "\\",
    ".",
    "7K",
    "1",
    "AAAA",
    "abcdef",
    "example.com",
    "fwd.example",
    "[",
    "]",
    " ",
    "\0",
    "\r\n",
    "é",
    "\uD800",
    "\u0130",
    "<",
    ">",
    "xn--",
    "。",
    "＠",
    "＝",
    "a"
  };

  static LongStream seeds() {
    return LongStream.range(0, WORLDS);
  }

  /** Random parts of a world. */
  private record Dice(Random random) {

    String from(String characters, int most) {
      int[] points = characters.codePoints().toArray();
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(most) + 1; i > 0; i--) {
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }
      return text.toString();
    }

    String domain() {
      return switch (random.nextInt(6)) {
        case 0 -> "[192.0.2." + random.nextInt(256) + "]";
        case 1 -> from("bücherж", 4) + ".example";
        case 2 -> "Ex-" + from("abcXYZ019", 4) + "." + from("abcXYZ", 3);
        default -> from("abcxyz019", 6) + ".example";
      };
    }

    String local() {
      return switch (random.nextInt(6)) {
        case 0 -> from(ATOMS + QUOTED, 12);
        case 1 -> from(ATOMS + BEYOND, 8);
        case 2 -> "SRS" + random.nextInt(3) + from("=+-:aA7", 6);
        case 3 -> from("=", 3) + from(ATOMS, 6);
        default -> from(ATOMS, 12);
      };
    }

    /** As it is written in an envelope, if there is such an address. */
    Optional<String> address() {
      return EnvelopeAddress.parse(new EnvelopeAddress(local(), domain()).toString())
          .map(EnvelopeAddress::toString);
    }

    String author() {
      while (true) {
        Optional<String> address = address();
        if (address.isPresent() && address.get().length() < 24) {
          return address.get();
        }
      }
    }

    Instant moment() {
      return Instant.ofEpochSecond((long) (random.nextDouble() * 3_000_000_000L));
    }

    SrsOptions options() {
      Separator separator = Separator.of("=+-".charAt(random.nextInt(3))).orElseThrow();
      SrsOptions options = random.nextBoolean() ? SrsOptions.DEFAULTS : SrsOptions.COMPATIBLE;
      return options.withSeparator(separator);
    }

    Forwarder forwarder(String domain) {
      KeyType type = random.nextBoolean() ? KeyType.HMAC_SHA256 : KeyType.HMAC_SHA1;
      SrsKey key = SrsKey.of("key", type, "secret " + random.nextLong());
      return new Forwarder(domain, KeyRing.of(key), options(), Optional.of(new MapStore()));
    }
  }

  private static Dice dice(long seed) {
    return new Dice(new Random(seed));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatWasRewrittenComesBack(long seed) {
    Dice dice = dice(seed);
    for (int i = 0; i < TRIES; i++) {
      Forwarder us = dice.forwarder("fwd.example");
      Optional<String> sender = dice.address();
      if (sender.isPresent()) {
        Instant now = dice.moment();
        String address = us.address(sender.get(), now);
        Instant later = now.plusSeconds(dice.random().nextInt(21 * DAY));
        assertThat(us.reverse(address, later))
            .as("seed %d, %s as %s", seed, sender.get(), address)
            .isInstanceOfSatisfying(
                Original.class, original -> assertThat(original.address()).isEqualTo(sender.get()));
        assertThat(us.reverse(address, later.plus(Duration.ofDays(22))))
            .as("seed %d, %s as %s, later", seed, sender.get(), address)
            .satisfies(
                outcome ->
                    assertThat(!us.options().bounded() || !(outcome instanceof Original)).isTrue());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatFitsStaysWithinTheLimits(long seed) {
    Dice dice = dice(seed);
    for (int i = 0; i < TRIES; i++) {
      Forwarder us = dice.forwarder("fwd.example").with(SrsOptions.DEFAULTS);
      String sender = dice.from(ATOMS + BEYOND, 90) + "@" + dice.domain();
      if (us.forward(sender, Forwarder.NOW) instanceof Rewritten rewritten) {
        String address = rewritten.address();
        assertThat(address.getBytes(UTF_8)).as("seed %d, %s", seed, sender).hasSizeLessThan(255);
        assertThat(address.substring(0, address.lastIndexOf('@')).getBytes(UTF_8))
            .as("seed %d, %s", seed, sender)
            .hasSizeLessThan(65);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void chainsEndAtTheAuthor(long seed) {
    Dice dice = dice(seed);
    String author = dice.author();
    List<Forwarder> path = new ArrayList<>();
    Instant now = dice.moment();
    String sender = author;
    int hops = 1 + dice.random().nextInt(6);
    for (int i = 0; i < hops; i++) {
      Forwarder next = dice.forwarder("f" + i + ".io");
      path.add(next);
      sender = next.address(sender, now);
    }
    String recipient = sender;
    int steps = 0;
    while (!recipient.equals(author) && steps < 2 * hops) {
      String domain = recipient.substring(recipient.lastIndexOf('@') + 1);
      Forwarder home =
          path.stream().filter(f -> f.domain().equals(domain)).findFirst().orElseThrow();
      recipient = ((Original) home.reverse(recipient, now)).address();
      steps++;
    }
    assertThat(recipient).as("seed %d, %s", seed, sender).isEqualTo(author);
    boolean plain = SrsAddress.parse(author.replace("\"", "")).isEmpty();
    boolean embedded =
        path.stream().allMatch(f -> ((MapStore) f.store().orElseThrow()).size() == 0);
    if (plain && embedded) {
      assertThat(steps).as("seed %d, %s", seed, sender).isEqualTo(Math.min(hops, 2));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noOtherCharacterIsGood(long seed) {
    Dice dice = dice(seed);
    Forwarder us = dice.forwarder("fwd.example").with(SrsOptions.DEFAULTS);
    String first = Forwarder.at("f.io").address(dice.from("abcxyz", 6) + "@e.io");
    for (String sender : new String[] {dice.author(), first}) {
      String address = us.address(sender);
      int at = address.lastIndexOf('@');
      for (int i = address.indexOf("SRS") + "SRS0=".length(); i < at; i++) {
        char before = address.charAt(i);
        char after = ATOMS.charAt(dice.random().nextInt(ATOMS.length()));
        String forged = address.substring(0, i) + after + address.substring(i + 1);
        if (!isSame(before, after) && before != '"' && before != '\\') {
          assertThat(us.reverse(forged))
              .as("seed %d, %s for %s", seed, forged, address)
              .isNotInstanceOf(Original.class);
        }
      }
    }
  }

  /** What mail servers smash, and the two alphabets of hashes. */
  private static boolean isSame(char one, char other) {
    String pair = ("" + one + other).toLowerCase(Locale.ROOT);
    return pair.charAt(0) == pair.charAt(1) || List.of("+-", "-+", "/_", "_/").contains(pair);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void smashedCaseChangesNoAnswer(long seed) {
    Dice dice = dice(seed);
    Forwarder us = dice.forwarder("fwd.example");
    String author = dice.author();
    StringBuilder smashed = new StringBuilder();
    for (char c : us.address(author).toCharArray()) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      smashed.append(letter && dice.random().nextBoolean() ? (char) (c ^ 0x20) : c);
    }
    assertThat(us.original(smashed.toString()))
        .as("seed %d, %s", seed, smashed)
        .isEqualToIgnoringCase(author);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void garbageIsAnsweredToo(long seed) {
    Dice dice = dice(seed);
    for (int i = 0; i < TRIES; i++) {
      Forwarder us = dice.forwarder("fwd.example");
      StringBuilder text = new StringBuilder();
      for (int n = dice.random().nextInt(16); n > 0; n--) {
        text.append(TOKENS[dice.random().nextInt(TOKENS.length)]);
      }
      String garbage = text + (dice.random().nextBoolean() ? "@fwd.example" : "");
      assertThatCode(() -> us.reverse(garbage))
          .as("seed %d, %s", seed, garbage)
          .doesNotThrowAnyException();
      assertThat(us.reverse(garbage)).isNotInstanceOf(Original.class);
      assertThatCode(() -> us.forward(garbage, Forwarder.NOW))
          .as("seed %d, %s", seed, garbage)
          .doesNotThrowAnyException();
      if (us.forward(garbage, Forwarder.NOW) instanceof Rewritten rewritten) {
        assertThat(us.reverse(rewritten.address()))
            .as("seed %d, %s as %s", seed, garbage, rewritten.address())
            .isInstanceOf(Original.class);
      }
    }
  }
}
