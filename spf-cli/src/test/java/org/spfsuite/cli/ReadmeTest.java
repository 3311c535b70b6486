package org.spfsuite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.cli.Shell.spf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.spfsuite.cli.Shell.Run;

/** The commands in the README print what stands below them. */
final class ReadmeTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)```sh\nspf-cli/spf (.*?)```\n\n```\n(.*?)```");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\\\\]+)");

  @Test
  void examplesAreTrue() throws IOException {
    List<MatchResult> examples =
        EXAMPLE.matcher(Files.readString(Path.of("../README.md"))).results().toList();
    assertThat(examples).hasSize(2);
    for (MatchResult example : examples) {
      Run run = spf(words(example.group(1)));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(withoutTimes(run.out())).isEqualTo(withoutTimes(example.group(2)));
    }
  }

  /** The README speaks from the folder above. */
  private static String[] words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .map(word -> word.replaceFirst("^spf-cli/", ""))
        .toArray(String[]::new);
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("\\d+ ms\n", "N ms\n");
  }
}
