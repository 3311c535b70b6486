package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.cli.Shell.spf;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.cli.Shell.Run;

final class JsonOutputTest {

  private static final Path SCHEMA_FILE = Path.of("../docs/verdict.schema.json");

  @TempDir private Path directory;

  private Run check(String... options) throws IOException {
    Path zone =
        Files.writeString(
            directory.resolve("zone"),
            """
            pass.example   TXT "v=spf1 mx exists:%{i}._s.%{d} -all"
            pass.example   MX  10 mx.pass.example
            mx.pass.example A  192.0.2.3
            fail.example   TXT "v=spf1 -all exp=why.example"
            why.example    TXT "No %{h}."
            broken.example TXT "v=spf1 foo:bar"
            """);
    List<String> all = new ArrayList<>(List.of("check", "--zone", zone.toString(), "--json"));
    all.addAll(List.of(options));
    return spf(all.toArray(String[]::new));
  }

  /** The members of an object, each as its own text. */
  static Map<String, String> members(String json) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    try (JsonParser in = Json.parser(json)) {
      assertThat(in.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        int start = (int) in.currentTokenLocation().getCharOffset();
        in.skipChildren();
        in.finishToken();
        members.put(name, json.substring(start, (int) in.currentLocation().getCharOffset()));
      }
    }
    return members;
  }

  static void assertIsVerdict(String json) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA_FILE));
    assertThat(schema.validate(json, InputFormat.JSON)).as(json).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass.example", "fail.example", "broken.example", "none.example", "x"})
  void everyVerdictKeepsTheSchema(String domain) throws IOException {
    for (String more : List.of("--timeout=5s", "--explain")) {
      Run run = check("--ip=192.0.2.4", "--helo=pass.example", "--mail-from=a@" + domain, more);

      assertThat(run.out()).endsWith("}\n").containsOnlyOnce("\n");
      Map<String, String> verdicts = members(run.out());
      assertThat(verdicts.keySet()).containsExactly("helo", "mailfrom");
      for (String verdict : verdicts.values()) {
        assertIsVerdict(verdict);
        assertThat(verdict.contains("\"trace\"")).isEqualTo(more.equals("--explain"));
      }
      assertThat(verdicts.get("mailfrom")).contains("\"identity\":\"mailfrom\"");
    }
  }

  @Test
  void onlyWhatWasGivenIsThere() throws IOException {
    assertThat(members(check("--ip=::1", "--helo=pass.example").out())).containsOnlyKeys("helo");
    assertThat(members(check("--ip=::1", "--mail-from=a@pass.example").out()))
        .containsOnlyKeys("mailfrom");
  }

  @Test
  void exitCodeIsTheSame() throws IOException {
    assertThat(check("--ip=192.0.2.3", "--mail-from=a@fail.example").exitCode()).isEqualTo(1);
    assertThat(check("--ip=192.0.2.3", "--mail-from=a@pass.example").exitCode()).isZero();
  }

  @Test
  void outputIsAsciiAndPrintable() throws IOException {
    String out =
        check("--ip=192.0.2.3", "--mail-from=a@fail.example", "--helo=\u009b\u0007\u007f").out();

    assertThat(out).contains("\"raw\":\"No \\u00C2\\u009B\\u0007\\u007F.\"");
    assertThat(out.chars()).allMatch(c -> c == '\n' || (c >= 0x20 && c <= 0x7E));
  }
}
