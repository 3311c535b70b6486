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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  /** The fenced block of this language that stands first. */
  private static String block(String language) {
    Matcher block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(readme);
    assertThat(block.find()).as("a block of %s", language).isTrue();
    return block.group(1);
  }

  @Test
  void libraryExampleCompilesAndPrintsWhatItSays() throws Exception {
    Path source = Files.writeString(directory.resolve("Example.java"), block("java"));
    String classPath = System.getProperty("java.class.path");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", classPath, source.toString());
    assertThat(status).isZero();

    assertThat(run()).isEqualTo(outputBlock());
  }

  private String run() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    URL[] urls = {directory.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls);
        PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      Object arguments = new String[0];
      loader.loadClass("Example").getMethod("main", String[].class).invoke(null, arguments);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String outputBlock() {
    int start = readme.indexOf("prints\n\n```\n") + "prints\n\n```\n".length();
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
