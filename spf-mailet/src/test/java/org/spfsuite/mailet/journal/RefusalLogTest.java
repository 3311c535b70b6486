package org.spfsuite.mailet.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RefusalLogTest {

  private static Refusal refusal(String sender) {
    return new Refusal(
        Instant.EPOCH, "refuse", false, "192.0.2.1", "h", sender, "r", "helo", "fail", "", "");
  }

  private static List<String> senders(RefusalLog log) {
    return log.all().stream().map(Refusal::sender).toList();
  }

  @Test
  void keepsTheLastOnesNewestFirst() {
    RefusalLog log = new RefusalLog(3);
    for (String sender : List.of("a", "b", "c", "d")) {
      log.add(refusal(sender));
    }
    assertThat(senders(log)).containsExactly("d", "c", "b");
    log.keep(2);
    assertThat(senders(log)).containsExactly("d", "c");
    log.keep(0);
    log.add(refusal("e"));
    assertThat(senders(log)).isEmpty();
  }
}
