package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
final class SignalsTest {

  private final List<String> heard = new CopyOnWriteArrayList<>();

  private static void hangUp() throws IOException, InterruptedException {
    String pid = Long.toString(ProcessHandle.current().pid());
    assertThat(new ProcessBuilder("kill", "-HUP", pid).start().waitFor()).isZero();
  }

  @Test
  void whatWasHeardBeforeIsHeardAgain() throws Exception {
    try (Signals outer = new Signals()) {
      assertThat(outer.on("HUP", () -> heard.add("outer"))).isTrue();
      try (Signals inner = new Signals()) {
        assertThat(inner.on("HUP", () -> heard.add("inner"))).isTrue();
        hangUp();
        await().until(() -> heard.contains("inner"));
      }
      hangUp();
      await().until(() -> heard.contains("outer"));
    }
    assertThat(heard).containsExactly("inner", "outer");
  }

  @Test
  void thereAreNotAllOnAllSystems() {
    try (Signals signals = new Signals()) {
      assertThat(signals.on("NONE", () -> heard.add("none"))).isFalse();
    }
  }
}
