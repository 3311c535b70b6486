package org.spfsuite.srs.postsrsd;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spfsuite.srs.address.Ascii;

/** The values of options, of which the last ones count, and what is wrong with them. */
final class Settings {

  private static final int MAX_DIGITS = 9;

  private final String file;
  private final List<ConfigProblem> problems;
  private final Map<Option, Setting> values = new EnumMap<>(Option.class);

  Settings(String file, List<ConfigProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Takes a setting. */
  void add(Setting setting) {
    Optional<Option> option = Option.of(setting.name());
    if (option.isEmpty()) {
      problem(setting.line(), true, "postsrsd has no option '" + setting.name() + "'");
      return;
    }
    boolean list = option.get() == Option.DOMAINS;
    if (!list && (setting.append() || setting.values().size() != 1)) {
      problem(setting.line(), true, "'" + setting.name() + "' takes one value: NAME = VALUE");
      return;
    }
    Setting before = setting.append() ? values.get(option.get()) : null;
    List<String> all = new ArrayList<>(before == null ? List.of() : before.values());
    all.addAll(setting.values());
    values.put(option.get(), new Setting(setting.name(), false, all, setting.line()));
  }

  private void problem(int line, boolean error, String text) {
    ConfigProblem.Severity severity =
        error ? ConfigProblem.Severity.ERROR : ConfigProblem.Severity.WARNING;
    problems.add(new ConfigProblem(line > 0 ? file : "command line", line, severity, text));
  }

  void error(Option option, String text) {
    tell(option, true, text);
  }

  void warn(Option option, String text) {
    tell(option, false, text);
  }

  private void tell(Option option, boolean error, String text) {
    Setting setting = values.get(option);
    if (setting == null) {
      ConfigProblem.Severity severity =
          error ? ConfigProblem.Severity.ERROR : ConfigProblem.Severity.WARNING;
      problems.add(new ConfigProblem(file, 0, severity, option + ": " + text));
    } else {
      problem(setting.line(), error, option + ": " + text);
    }
  }

  List<String> all(Option option) {
    Setting setting = values.get(option);
    return setting == null ? List.of() : setting.values();
  }

  /** No value if it is missing or empty: postsrsd takes both for the same. */
  Optional<String> text(Option option) {
    return all(option).stream().findFirst().filter(value -> !value.isEmpty());
  }

  boolean isGiven(Option option) {
    return values.containsKey(option);
  }

  Optional<Path> path(Option option) {
    try {
      return text(option).map(Path::of);
    } catch (InvalidPathException e) {
      error(option, "is no file name");
      return Optional.empty();
    }
  }

  boolean isOn(Option option, boolean otherwise) {
    Optional<String> text = all(option).stream().findFirst();
    if (text.isEmpty()) {
      return otherwise;
    }
    return switch (Ascii.lower(text.get())) {
      case "on", "yes", "true" -> true;
      case "off", "no", "false" -> false;
      default -> {
        error(option, "'" + text.get() + "' is neither on nor off");
        yield otherwise;
      }
    };
  }

  /** A number of {@code least} to {@code most}, or what it is otherwise. */
  int number(Option option, int otherwise, int least, int most) {
    Optional<String> text = all(option).stream().findFirst();
    if (text.isEmpty()) {
      return otherwise;
    }
    int number = isDecimal(text.get()) ? Integer.parseInt(text.get()) : -1;
    if (number < least || number > most) {
      error(option, "'" + text.get() + "' is not a number of " + least + " to " + most);
      return otherwise;
    }
    return number;
  }

  /** To postsrsd 010 is eight, and to most people ten: so to nobody it is anything. */
  private static boolean isDecimal(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && (text.length() == 1 || text.charAt(0) != '0');
  }
}
