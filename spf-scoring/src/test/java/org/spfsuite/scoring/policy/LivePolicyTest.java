package org.spfsuite.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LivePolicyTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private final AtomicLong now = new AtomicLong();
  private final List<PolicyReading> readings = new ArrayList<>();

  @BeforeEach
  void files() throws IOException {
    write("a.cf", "required_score 3\ninclude b.inc\n");
    write("b.inc", "score X 1\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private LivePolicy policy() {
    PolicyFiles files = PolicyFiles.of(Profile.EMPTY, folder);
    return LivePolicy.of(files, SECOND, now::get, readings::add);
  }

  private void later() {
    now.addAndGet(SECOND.toNanos());
  }

  @Test
  void filesAreFollowedAlsoThoseThatAreIncludedOrNew() throws IOException {
    LivePolicy policy = policy();
    ScorePolicy first = policy.get();
    later();
    assertThat(policy.get()).as("nothing has changed").isSameAs(first);

    write("b.inc", "score X 25\n");
    assertThat(policy.get()).as("nobody looked").isSameAs(first);
    later();
    assertThat(policy.get().rules().points().toString()).contains("X=Points[sets=[25.0");

    write("c.cf", "required_score 77\n");
    later();
    assertThat(policy.get().required()).isEqualTo(77);
    Files.delete(folder.resolve("c.cf"));
    later();
    assertThat(policy.get().required()).isEqualTo(3);
  }

  @Test
  void aBrokenFileKeepsTheOldPolicyAndSaysWhy() throws IOException {
    LivePolicy policy = policy();
    write("a.cf", "required_score 9\nif 1\n");
    later();

    assertThat(policy.get().required()).isEqualTo(3);
    assertThat(policy.lastReading().isUsable()).isFalse();
    assertThat(readings).hasSize(2);
    assertThat(readings.get(1).problems().get(0).toString())
        .contains("a.cf:2: error: if without endif");

    Files.delete(folder.resolve("b.inc"));
    write("a.cf", "required_score 4\ninclude b.inc\n");
    later();
    assertThat(policy.get().required()).as("an included file is missing").isEqualTo(3);
    write("b.inc", "score X 1\n");
    later();
    assertThat(policy.get().required()).as("it is back").isEqualTo(4);
  }

  @Test
  void aBrokenFileAtTheBeginningIsNoPolicyAtAll() throws IOException {
    write("a.cf", "if 1\n");

    assertThatThrownBy(this::policy).hasMessageContaining("if without endif");
  }
}
