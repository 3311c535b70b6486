package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.cli.Shell.spf;
import static org.spfsuite.cli.Shell.spfWithInput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.cli.Shell.Run;
import org.spfsuite.core.report.JsonText;

/** Whatever domain owners and clients say, a terminal sees printable characters. */
final class HostileInputTest {

  private static final String ESCAPES = "\u001b]0;x\u0007\r\n\u009b2J\u202e\u0000";

  @TempDir private Path directory;

  private String zone() throws IOException {
    return Files.writeString(
            directory.resolve("zone"),
            """
            hostile.example TXT "v=spf1 exists:\\027[2J.%{h}.example -all exp=e.example"
            says.example    TXT "v=spf1 exists:%{h}.%{l}.example -all exp=m.example"
            m.example       TXT "%{h} %{l} %{s}"
            e.example       TXT "\\027]0;owned\\007 \\155\\255 %{h} %{l}\\013\\010Received-SPF: pass"
            """)
        .toString();
  }

  private static void assertPrintable(String text) {
    String rest = text.replaceAll("[├─└│]", "");
    assertThat(rest.chars()).allMatch(c -> c == '\n' || c == '\t' || (c >= 0x20 && c <= 0x7E));
  }

  @Test
  void textIsPrintable() throws IOException {
    for (String domain : new String[] {"hostile.example", "says.example", ESCAPES}) {
      Run run =
          spf(
              "check",
              "--ip=192.0.2.3",
              "--zone",
              zone(),
              "--mail-from=" + ESCAPES + "@" + domain,
              "--helo=" + ESCAPES,
              "--receiver=" + ESCAPES,
              "--explain");

      assertThat(run.exitCode()).as(run.err()).isLessThan(255);
      assertPrintable(run.out());
      assertThat(run.out().lines().filter(line -> line.startsWith("Received-SPF:"))).hasSize(2);
      assertPrintable(run.err());
    }
  }

  @Test
  void recordErrorsArePrintable() {
    Run run = spf("check", "--ip=::1", "--helo=h.example", "--record=v=spf1 " + ESCAPES);

    assertThat(run.exitCode()).isEqualTo(255);
    assertPrintable(run.err());
    assertThat(run.err().lines().count()).isEqualTo(2);
  }

  @Test
  void batchLinesArePrintable() throws IOException {
    String line =
        JsonText.of(
            out -> {
              out.writeStartObject();
              out.writeStringField("id", ESCAPES);
              out.writeStringField("ip", "192.0.2.3");
              out.writeStringField("helo", ESCAPES);
              out.writeStringField("mailfrom", ESCAPES + "@says.example");
              out.writeEndObject();
            });

    Run run =
        spfWithInput(
            line + "\n{\"id\": \u001b\u009b}\n\u0007\n", "check", "--batch", "--zone", zone());

    assertThat(run.out().lines()).hasSize(3);
    assertPrintable(run.out());
    assertThat(run.out()).startsWith("{\"id\":\"\\u001B]0;x\\u0007\\r\\n\\u009B2J\\u202E\\u0000\"");
  }
}
