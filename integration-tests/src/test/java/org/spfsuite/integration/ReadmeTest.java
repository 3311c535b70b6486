package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.integration.james.JamesServer;

/** The README says what is true. */
final class ReadmeTest {

  private static final Path ROOT = Path.of("..");

  private static String readme = "";

  @TempDir private Path directory;

  @BeforeAll
  static void read() throws Exception {
    readme = Files.readString(ROOT.resolve("README.md"));
  }

  /** The fenced blocks of this language. */
  private static List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
        .matcher(readme)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"Example, 0", "Filter, 1"})
  void libraryExamplesCompileAndPrintWhatTheySay(String name, int index) throws Exception {
    Path source = Files.writeString(directory.resolve(name + ".java"), blocks("java").get(index));
    String classPath = System.getProperty("java.class.path");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", classPath, source.toString());
    assertThat(status).isZero();

    assertThat(run(name)).isEqualTo(outputBlock(source));
  }

  private String run(String name) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    URL[] urls = {directory.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls);
        PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      Object arguments = new String[0];
      loader.loadClass(name).getMethod("main", String[].class).invoke(null, arguments);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What the README says that this source prints. */
  private static String outputBlock(Path source) throws IOException {
    String prints = Files.readString(source) + "```\n\nprints\n\n```\n";
    assertThat(readme).contains(prints);
    int start = readme.indexOf(prints) + prints.length();
    return readme.substring(start, readme.indexOf("```", start));
  }

  @Test
  void handlerLineIsTheOneThatTheTestsUse() {
    assertThat(readme).contains("\n   " + JamesServer.HANDLER + "\n");
  }

  @Test
  void gateCallsTheTestCommand() throws Exception {
    assertThat(readme).contains("\n    mvn verify\n").contains("\n    mvn -q -Pdemo\n");
    assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("if mvn verify >");
  }

  @Test
  void everyLinkedFileExists() throws Exception {
    Pattern link = Pattern.compile("\\]\\((?!https?:)([^)]+)\\)");
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      List<Path> pages =
          Stream.concat(
                  Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")),
                  docs.filter(page -> page.toString().endsWith(".md")))
              .toList();
      for (Path page : pages) {
        String text = Files.readString(page);
        assertThat(link.matcher(text).results().map(found -> found.group(1)))
            .as(page.toString())
            .allSatisfy(target -> assertLeadsSomewhere(page, text, target));
      }
    }
  }

  /** To a file, to a heading of the page itself, or to a heading of a file. */
  private static void assertLeadsSomewhere(Path page, String text, String target)
      throws IOException {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path path = file.isEmpty() ? page : page.resolveSibling(file);
    assertThat(path).exists();
    if (hash >= 0) {
      String linked = file.isEmpty() ? text : Files.readString(path);
      assertThat(linked.lines().filter(line -> line.startsWith("#")).map(ReadmeTest::anchor))
          .contains(target.substring(hash));
    }
  }

  /** As GitHub makes them of headings. */
  private static String anchor(String heading) {
    String words = heading.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT);
    return "#" + words.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
  }
}
