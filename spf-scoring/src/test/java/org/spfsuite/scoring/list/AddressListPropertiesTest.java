package org.spfsuite.scoring.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spfsuite.core.text.Glob;

/** The index finds what trying one entry after the other finds. */
final class AddressListPropertiesTest {

  /** Few characters, so that much matches; some whose lower case is another length. */
  private static final String[] ALPHABETS = {
    "ab", "abAB@.", "ab@.", "a\u03a3\u03c3\u03c2 b", "i\u0130I\u0131", "k\u212aK\u00e9\u00c9"
  };

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aListAnswersAsAScanOfItsEntriesDoes(long seed) {
    Random random = new Random(seed);
    String alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
    List<String> entries = new ArrayList<>();
    AddressList.Builder builder = AddressList.builder();
    for (int i = random.nextInt(60); i >= 0; i--) {
      String entry = text(random, alphabet + "**?", 7) + text(random, alphabet, 3) + "a";
      entry = random.nextBoolean() ? entry : new StringBuilder(entry).reverse().toString();
      if (random.nextInt(5) == 0 && !entries.isEmpty()) {
        String removed = entries.get(random.nextInt(entries.size()));
        builder.remove(upper(removed));
        entries.removeIf(e -> lower(e).equals(lower(upper(removed))));
      }
      String added = entry;
      builder.add(added);
      if (entries.stream().noneMatch(e -> lower(e).equals(lower(added)))) {
        entries.add(added);
      }
    }
    AddressList list = builder.build();
    assertThat(list.entries()).as("seed %d", seed).isEqualTo(entries);
    for (int i = 0; i < 200; i++) {
      String address = text(random, alphabet + (i % 4 == 0 ? "*?" : ""), 9);
      assertThat(list.match(address))
          .as("seed %d, address %s, entries %s", seed, address, entries)
          .isEqualTo(scan(entries, address));
    }
  }

  private static Optional<String> scan(List<String> entries, String address) {
    return entries.stream()
        .filter(entry -> new Glob(entry).matches(address))
        .min(
            Comparator.comparing((String entry) -> !lower(entry).equals(lower(address)))
                .thenComparing(entry -> -literals(lower(entry))));
  }

  private static long literals(String entry) {
    return entry.chars().filter(c -> c != '*' && c != '?').count();
  }

  private static String text(Random random, String alphabet, int bound) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(bound); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
