package org.spfsuite.mailet.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.PropertiesConfiguration.PropertiesReader;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.spfsuite.mailet.policy.Action;
import org.spfsuite.mailet.policy.EnforcementPolicy;
import org.spfsuite.mailet.policy.EnforcementPolicy.Cell;

/**
 * Reads {@code conf/spf.properties} with all its problems at once. Values may hold {@code
 * ${env:NAME}}, as everywhere in James.
 */
public final class SpfConfigurationReader {

  private final String fileName;
  private final List<ConfigurationProblem> problems = new ArrayList<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private PropertiesConfiguration values = new PropertiesConfiguration();

  private SpfConfigurationReader(String fileName) {
    this.fileName = fileName;
  }

  /**
   * What became of a file.
   *
   * @param configuration what it comes to, defaults in place of what could not be read
   * @param problems everything that is wrong with it
   */
  public record Outcome(SpfConfiguration configuration, List<ConfigurationProblem> problems) {
    /** Copies the list. */
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a file.
   *
   * @param file the file; empty means that there is none, so that all defaults apply
   * @param fileName how to name it in problems
   */
  public static Outcome read(Optional<Path> file, String fileName) {
    SpfConfigurationReader reader = new SpfConfigurationReader(fileName);
    file.ifPresent(reader::load);
    SpfConfiguration configuration = reader.configuration();
    return new Outcome(configuration, reader.problems);
  }

  private void load(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      index(text);
      values.setIncludesAllowed(false); // one file, whose lines we can name
      values.read(new StringReader(text));
    } catch (IOException | ConfigurationException e) {
      String found = "cannot be read (" + reason(e, file) + ")";
      problems.add(
          new ConfigurationProblem(fileName, found, "a readable properties file in UTF-8"));
      values = new PropertiesConfiguration();
      lines.clear();
    }
  }

  private static String reason(Exception e, Path file) {
    if (Files.isDirectory(file)) {
      return "it is a directory";
    }
    return e instanceof FileNotFoundException || e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** Finds the line of each option, unknown ones and those that are given twice. */
  private void index(String text) throws IOException {
    Set<String> known =
        SpfOptions.all().stream().map(Option::key).collect(Collectors.toUnmodifiableSet());
    try (Reader in = new StringReader(text);
        PropertiesReader reader = new PropertiesReader(in)) {
      while (reader.nextProperty()) {
        String key = reader.getPropertyName();
        int line = reader.getLineNumber();
        if (!known.contains(key)) {
          problems.add(new ConfigurationProblem(place(line), "unknown option " + key, options()));
        }
        Integer first = lines.putIfAbsent(key, line);
        if (first != null) {
          String found = key + " is given again, first in line " + first;
          problems.add(new ConfigurationProblem(place(line), found, "each option once"));
        }
      }
    }
  }

  private static String options() {
    return "one of dns.servers, dns.timeout, dns.rounds, check.timeout, receiver, exempt.networks,"
        + " decision.<helo|mailfrom>.<none|neutral|pass|fail|softfail|temperror|permerror>";
  }

  private String place(int line) {
    return fileName + " line " + line;
  }

  private SpfConfiguration configuration() {
    Map<Cell, Action> decisions = new HashMap<>();
    SpfOptions.DECISIONS.forEach((cell, option) -> decisions.put(cell, value(option)));
    return new SpfConfiguration(
        value(SpfOptions.DNS_SERVERS),
        value(SpfOptions.DNS_TIMEOUT),
        value(SpfOptions.DNS_ROUNDS),
        value(SpfOptions.CHECK_TIMEOUT),
        value(SpfOptions.RECEIVER),
        value(SpfOptions.EXEMPT_NETWORKS),
        new EnforcementPolicy(decisions));
  }

  private <T> T value(Option<T> option) {
    Integer line = lines.get(option.key());
    if (line == null) {
      return option.defaultValue();
    }
    String text = values.getString(option.key(), "").trim();
    Optional<T> value = option.parser().apply(text);
    if (value.isEmpty()) {
      String found = option.key() + " = " + text;
      problems.add(new ConfigurationProblem(place(line), found, option.expected()));
    }
    return value.orElse(option.defaultValue());
  }
}
