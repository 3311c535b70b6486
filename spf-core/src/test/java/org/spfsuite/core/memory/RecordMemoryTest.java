package org.spfsuite.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spfsuite.core.record.ParsedRecord;
import org.spfsuite.core.record.SpfRecordParser;

/** Records by their text. */
final class RecordMemoryTest {

  @Test
  void parsesEachTextOnce() {
    RecordMemory memory = new RecordMemory(1 << 20);
    String text = "v=spf1 ip4:192.0.2.1 -all";
    ParsedRecord parsed = memory.parse(text);
    assertThat(parsed).isEqualTo(SpfRecordParser.parse(text));
    assertThat(memory.parse(new String(text.toCharArray()))).isSameAs(parsed);
    assertThat(memory.parse("v=spf1 nonsense")).isInstanceOf(ParsedRecord.Invalid.class);
  }

  @Test
  void keepsNoMoreThanItMay() {
    RecordMemory memory = new RecordMemory(10_000);
    String large = "v=spf1 " + "ip4:192.0.2.1 ".repeat(1_000);
    assertThat(memory.parse(large)).isNotSameAs(memory.parse(large));
    RecordMemory none = new RecordMemory(0);
    assertThat(none.parse("v=spf1 -all")).isNotSameAs(none.parse("v=spf1 -all"));
  }
}
