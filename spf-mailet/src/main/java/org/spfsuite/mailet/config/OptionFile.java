package org.spfsuite.mailet.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.commons.configuration2.PropertiesConfiguration;
import org.apache.commons.configuration2.PropertiesConfiguration.PropertiesReader;
import org.apache.commons.configuration2.ex.ConfigurationException;

/**
 * The options of one properties file, with the line of each and everything that is wrong with them.
 * Values may hold {@code ${env:NAME}}, as everywhere in James.
 */
final class OptionFile {

  private final String fileName;
  private final Predicate<String> known;
  private final Supplier<String> options;
  private final List<ConfigurationProblem> problems = new ArrayList<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private PropertiesConfiguration values = new PropertiesConfiguration();

  /**
   * A file that has not been read: all defaults apply.
   *
   * @param fileName how to name it in problems
   * @param known whether there is an option with this name
   * @param options names all of them, for people
   */
  OptionFile(String fileName, Predicate<String> known, Supplier<String> options) {
    this.fileName = fileName;
    this.known = known;
    this.options = options;
  }

  void load(Path file) {
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
    try (Reader in = new StringReader(text);
        PropertiesReader reader = new PropertiesReader(in)) {
      while (reader.nextProperty()) {
        String key = reader.getPropertyName();
        int line = reader.getLineNumber();
        if (!known.test(key)) {
          problem(line, "unknown option " + key, options.get());
        }
        Integer first = lines.putIfAbsent(key, line);
        if (first != null) {
          problem(line, key + " is given again, first in line " + first, "each option once");
        }
      }
    }
  }

  /** The options that are given, unknown ones included, in their order. */
  Set<String> keys() {
    return Collections.unmodifiableSet(lines.keySet());
  }

  /** Whether an option is given. */
  boolean gives(String key) {
    return lines.containsKey(key);
  }

  /** The value of an option, or its default. */
  <T> T value(Option<T> option) {
    if (!gives(option.key())) {
      return option.defaultValue();
    }
    String text = values.getString(option.key(), "").trim();
    Optional<T> value = option.parser().apply(text);
    if (value.isEmpty()) {
      problem(option.key(), option.key() + " = " + text, option.expected());
    }
    return value.orElse(option.defaultValue());
  }

  /** Something is wrong with an option, or with its absence. */
  void problem(String key, String found, String expected) {
    Integer line = lines.get(key);
    if (line == null) {
      problems.add(new ConfigurationProblem(fileName, found, expected));
    } else {
      problem(line, found, expected);
    }
  }

  private void problem(int line, String found, String expected) {
    problems.add(new ConfigurationProblem(fileName + " line " + line, found, expected));
  }

  /** Everything that is wrong so far. */
  List<ConfigurationProblem> problems() {
    return List.copyOf(problems);
  }
}
