package org.spfsuite.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer;

/**
 * The jar for James 3.9. Its SMTP server is not published, so that mailets and matchers are all
 * that can be run: by the published loaders of 3.9.0, in a process of its own with a newer Java,
 * where there is one.
 */
final class James39JarIT {

  private static final int JAVA = 21;
  private static final Path JVMS = Path.of("/usr/lib/jvm");

  @TempDir private Path root;

  private static Path jar() {
    return Path.of(System.getProperty("james39.jar"));
  }

  @Test
  void speaksOfJakartaOnly() throws IOException {
    List<String> older = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar().toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
          if (text.contains("javax/mail") || text.contains("javax.mail")) {
            older.add(entry.getName());
          }
        }
      }
      assertThat(zip.getEntry("org/spfsuite/mailet/smtp/SpfHook.class")).isNotNull();
    }
    assertThat(older).isEmpty();
  }

  @Test
  void runsUnderTheLoadersOfJames39() throws Exception {
    Optional<Path> java = newerJava();
    assumeTrue(
        java.isPresent(),
        "no Java " + JAVA + " or newer in " + JVMS + ": the jar for James 3.9 was not run");
    Zone zone = Zone.builder().txt("bank.example", "v=spf1 ip4:192.0.2.10 -all").build();
    try (LoopbackDnsServer dns = LoopbackDnsServer.start(zone)) {
      layOut("dns.servers = 127.0.0.1:" + dns.address().getPort() + "\n");

      List<String> lines = run(java.get());

      assertThat(lines)
          .contains(
              "matched [alice@here.example]", "hit [alice@here.example]", "shared service true")
          .anyMatch(line -> line.matches("loaded by \\S+ from " + jar().getFileName()))
          .anyMatch(
              line -> line.startsWith("field Authentication-Results: mx.here.example; spf=fail"))
          .anyMatch(line -> line.startsWith("field Received-SPF: fail (mx.here.example: "))
          .anyMatch(line -> line.startsWith("field X-Spam-Status: No, score=2.5 required=5.0 "))
          .noneMatch(line -> line.contains("spf=pass") || line.contains("score=-100"))
          .anyMatch(line -> line.contains("unknown parameter nonsense"))
          .anyMatch(
              line -> line.matches("rewritten to SRS0=\\S+=uni.example=alice@srs.alumni.example"))
          .anyMatch(line -> line.matches("is an SRS address \\[SRS0=\\S+@srs.alumni.example]"))
          .anyMatch(line -> line.matches("is valid \\[SRS0=\\S+@srs.alumni.example]"))
          .anyMatch(line -> line.matches("reversed to \\[alice@uni.example] by \\S+ in transport"))
          .contains("ended as ghost", "restored to alice@uni.example")
          .contains("attribute org.spfsuite.srs.alias ann@alumni.example");
    }
  }

  private void layOut(String properties) throws IOException {
    Files.createDirectories(root.resolve("conf"));
    Files.createDirectories(root.resolve("extensions-jars"));
    Files.copy(jar(), root.resolve("extensions-jars").resolve(jar().getFileName().toString()));
    Files.writeString(root.resolve("conf/spf.properties"), properties);
    Files.writeString(
        root.resolve("conf/srs.properties"),
        "domain = srs.other.example\ndomains = srs.alumni.example for alumni.example\n");
    AlumniWorld.writeKeys(root, AlumniWorld.FIRST_KEY);
  }

  private List<String> run(Path java) throws IOException, InterruptedException {
    Path output = root.resolve("output.txt");
    String classPath = Files.readString(Path.of(System.getProperty("james39.classpath"))).trim();
    Process process =
        new ProcessBuilder(
                java.toString(), "-cp", classPath, "james-3.9/Harness.java", root.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output);
    assertThat(process.exitValue()).as(text).isZero();
    return text.lines().toList();
  }

  /** The Java of this process if it is new enough, or one where systems keep theirs. */
  private static Optional<Path> newerJava() throws IOException {
    if (Runtime.version().feature() >= JAVA) {
      return Optional.of(Path.of(System.getProperty("java.home"), "bin", "java"));
    }
    if (!Files.isDirectory(JVMS)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(JVMS)) {
      return homes
          .filter(home -> feature(home) >= JAVA)
          .map(home -> home.resolve("bin/java"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  /** From the {@code release} file that every JDK has; 0 if it has none. */
  private static int feature(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", ""))
          .map(version -> version.replaceAll("\\..*", ""))
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}
