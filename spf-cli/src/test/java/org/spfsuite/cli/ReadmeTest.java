package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.cli.Shell.spf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.spfsuite.cli.Shell.Run;

/** The command in the README prints what stands below it. */
final class ReadmeTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)```sh\nspf-cli/spf (.*?)```\n\n```\n(.*?)```");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\\\\]+)");

  @Test
  void exampleIsTrue() throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("../README.md")));
    assertThat(example.find()).isTrue();
    List<String> words =
        WORD.matcher(example.group(1))
            .results()
            .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
            .toList();

    Run run = spf(words.toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(withoutTimes(run.out())).isEqualTo(withoutTimes(example.group(2)));
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("\\d+ ms\n", "N ms\n");
  }
}
