package org.spfsuite.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays every seed and crasher, and each of them mutated a thousand times. They lie where
 * FuzzCampaign looks for them and leaves new ones.
 */
final class FuzzSeedsTest {

  private static final Path SEEDS =
      Path.of("src/test/resources/org/spfsuite/core/fuzz/FuzzCampaignInputs");
  private static final int MUTATIONS = 1_000;

  private static final Map<String, Consumer<byte[]>> TARGETS =
      Map.of(
          "record", FuzzTargets::record,
          "explanation", FuzzTargets::explanation,
          "receivedSpf", FuzzTargets::receivedSpf,
          "authenticationResults", FuzzTargets::authenticationResults);

  @TestFactory
  Stream<DynamicTest> seeds() throws IOException {
    return TARGETS.keySet().stream().sorted().flatMap(FuzzSeedsTest::tests);
  }

  private static Stream<DynamicTest> tests(String target) {
    List<Path> files = files(target);
    assertThat(files).as("seeds of %s", target).isNotEmpty();
    Consumer<byte[]> check = TARGETS.getOrDefault(target, input -> {});
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    target + "/" + file.getFileName(), () -> replay(check, file)));
  }

  private static List<Path> files(String target) {
    try (Stream<Path> files = Files.list(SEEDS.resolve(target))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replay(Consumer<byte[]> check, Path file) throws IOException {
    byte[] seed = Files.readAllBytes(file);
    check.accept(seed);
    Random random = new Random(seed.length);
    for (int i = 0; i < MUTATIONS; i++) {
      check.accept(mutated(seed, random));
    }
  }

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] copy = seed.clone();
    for (int i = 1 + random.nextInt(3); i > 0 && copy.length > 0; i--) {
      int at = random.nextInt(copy.length);
      copy[at] =
          random.nextBoolean() ? (byte) random.nextInt(256) : copy[random.nextInt(copy.length)];
    }
    return copy;
  }
}
