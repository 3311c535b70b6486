package org.spfsuite.srs.postsrsd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.spfsuite.core.file.IoReason;
import org.spfsuite.srs.postsrsd.ConfigProblem.Severity;

/**
 * Reads what postsrsd 2 reads, and tells all problems at once. What is not done here is an error if
 * an answer would be another one, or if root would keep rights that it is told to give up;
 * otherwise it is a warning. So is what a careful administrator would not do, such as to run it as
 * root.
 */
public final class ConfigReader {

  private static final String COMMAND_LINE = "command line";

  private final List<ConfigProblem> problems = new ArrayList<>();
  private final String user;

  /**
   * What was read.
   *
   * @param config no value if there are errors
   * @param secretsFile where secrets are, even if there are errors; no value if that was not read
   * @param problems errors and warnings, in the order of the file as far as they have one
   */
  public record Result(
      Optional<ServiceConfig> config, Optional<Path> secretsFile, List<ConfigProblem> problems) {

    /** Copies the list. */
    public Result {
      problems = List.copyOf(problems);
    }
  }

  private ConfigReader(String user) {
    this.user = user;
  }

  /**
   * Reads a file and the files that it names.
   *
   * @param file no value: there is none
   * @param options of the command line by the same names; they count more
   * @param user as whom this process runs
   */
  public static Result read(Optional<Path> file, Map<String, String> options, String user) {
    ConfigReader reader = new ConfigReader(user);
    String name = file.map(Path::toString).orElse(COMMAND_LINE);
    Optional<String> text = file.isEmpty() ? Optional.of("") : reader.text(file.get(), name);
    Optional<ServiceConfig> config = text.flatMap(t -> reader.config(name, t, options));
    boolean bad = reader.problems.stream().anyMatch(ConfigProblem::isError);
    return new Result(
        config.filter(c -> !bad), config.map(ServiceConfig::secretsFile), reader.problems);
  }

  /** No value if the file was not read to its end: what is missing may stand there. */
  private Optional<ServiceConfig> config(String name, String text, Map<String, String> options) {
    Settings settings = new Settings(name, problems);
    SettingParser.Parsed parsed = SettingParser.parse(text, error(name));
    parsed.settings().forEach(settings::add);
    if (!parsed.whole()) {
      return Optional.empty();
    }
    options.forEach(
        (option, value) -> settings.add(new Setting(option, false, values(option, value), 0)));
    return Optional.of(new Interpreter(settings, new DomainFiles(problems), user).config());
  }

  private BiConsumer<Integer, String> error(String name) {
    return (line, text) -> problems.add(new ConfigProblem(name, line, Severity.ERROR, text));
  }

  /** A list, on the command line, has commas. */
  private static List<String> values(String option, String value) {
    return option.equals(Option.DOMAINS.toString()) ? List.of(value.split(",")) : List.of(value);
  }

  private Optional<String> text(Path file, String name) {
    try {
      return Optional.of(PlainFile.text(file));
    } catch (IOException e) {
      problems.add(new ConfigProblem(name, 0, Severity.ERROR, "cannot be read, " + IoReason.of(e)));
      return Optional.empty();
    }
  }
}
