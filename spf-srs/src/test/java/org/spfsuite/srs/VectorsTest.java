package org.spfsuite.srs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.spfsuite.srs.address.Separator;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.KeyType;
import org.spfsuite.srs.key.SrsKey;
import org.spfsuite.srs.outcome.ForwardOutcome;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What Mail::SRS, pysrs, libsrs2 and postsrsd agree upon. */
final class VectorsTest {

  private static final Path FILE =
      Path.of(System.getProperty("spf.reference.dir", "../../shared"))
          .resolve("srs/interop-vectors.jsonl");

  /** One line. */
  private record Vector(Map<String, Object> values) {

    String text(String key) {
      return Objects.requireNonNull(values.get(key), key).toString();
    }

    @Nullable String output() {
      return (String) values.get("output");
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> options() {
      return (Map<String, Object>) Objects.requireNonNull(values.get("options"));
    }

    int number(String option, int otherwise) {
      return (Integer) options().getOrDefault(option, otherwise);
    }

    /** No value if they cannot be. */
    Optional<SrsOptions> settings() {
      Optional<Separator> separator =
          Separator.of(options().getOrDefault("separator", "=").toString().charAt(0));
      int length = number("hashlength", 4);
      return separator.map(
          s ->
              SrsOptions.COMPATIBLE
                  .withSeparator(s)
                  .withHash(length, number("hashmin", 4))
                  .withMaxAge(number("maxage", 21))
                  .withAlways(options().containsKey("alwaysrewrite")));
    }

    Supplier<KeyRing> keys() {
      List<SrsKey> keys = new ArrayList<>();
      for (Object secret : (List<?>) Objects.requireNonNull(values.get("secret"))) {
        keys.add(SrsKey.of("key" + keys.size(), KeyType.HMAC_SHA1, secret.toString()));
      }
      KeyRing ring = new KeyRing(keys);
      return () -> ring;
    }

    Instant now() {
      return Instant.ofEpochSecond(
          ((Number) Objects.requireNonNull(values.get("time_epoch"))).longValue());
    }

    @Nullable String ours() {
      return settings().map(this::ours).orElse(null);
    }

    private @Nullable String ours(SrsOptions settings) {
      Instant now = now();
      String domain = text("srs_domain");
      if (text("op").equals("forward")) {
        String sender = text("input");
        ForwardOutcome outcome =
            new SrsForwarder(keys(), settings, Optional.empty(), () -> now).forward(sender, domain);
        String unchanged = sender.isEmpty() ? null : sender;
        return outcome instanceof Rewritten rewritten ? rewritten.address() : unchanged;
      }
      SrsReverser reverser =
          new SrsReverser(Set.of(domain), keys(), settings, Optional.empty(), () -> now);
      ReverseOutcome outcome = reverser.reverse(text("input"));
      return outcome instanceof Original original ? original.address() : null;
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Vector> vectors() throws IOException {
    assumeTrue(
        Files.exists(FILE),
        () -> "no vectors at " + FILE + "; give the folder above with -Dspf.reference.dir");
    try (Stream<String> lines = Files.lines(FILE)) {
      return lines
          .map(line -> new Vector((Map<String, Object>) new Yaml(new LoaderOptions()).load(line)))
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> allVectorsAreReproduced() throws IOException {
    return vectors().stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.text("id") + " " + vector.text("name"),
                    () -> assertThat(vector.ours()).isEqualTo(vector.output())));
  }

  @Test
  void thereAreManyOfThem() throws IOException {
    assertThat(vectors()).hasSizeGreaterThanOrEqualTo(73);
  }
}
