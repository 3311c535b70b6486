package org.spfsuite.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where and what was measured.
 *
 * @param date when, in UTC
 * @param cpu model
 * @param cores that this process may use
 * @param kernel operating system and its version
 * @param jvm name and version
 * @param versions of this project ({@code spf-suite}), {@code jspf}, {@code jmh}, {@code dnsjava}
 */
public record Environment(
    LocalDate date,
    String cpu,
    int cores,
    String kernel,
    String jvm,
    Map<String, String> versions) {

  private static final String VERSIONS = "/versions.properties";
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Copies the map. */
  public Environment {
    versions = Map.copyOf(versions);
  }

  /** This machine. */
  public static Environment here(LocalDate date) {
    return new Environment(
        date,
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        readVersions());
  }

  /** The version of a component. */
  public String version(String component) {
    return versions.getOrDefault(component, "unknown");
  }

  private static String cpuModel() {
    String unknown = System.getProperty("os.arch", "unknown");
    if (!Files.isReadable(CPU_INFO)) {
      return unknown;
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(unknown);
    } catch (IOException e) {
      return unknown;
    }
  }

  private static Map<String, String> readVersions() {
    Properties versions = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Environment.class.getResourceAsStream(VERSIONS), VERSIONS)) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, versions::getProperty));
  }
}
