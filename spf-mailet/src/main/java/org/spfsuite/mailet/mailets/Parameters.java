package org.spfsuite.mailet.mailets;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.mailet.MailetConfig;
import org.spfsuite.mailet.config.ConfigurationProblem;

/** The parameters of a mailet, with all their problems. */
final class Parameters {

  /** James reads these of any mailet, whatever it is. */
  private static final List<String> OF_JAMES = List.of("onMailetException", "onMatchException");

  private final MailetConfig config;
  private final List<ConfigurationProblem> problems;

  /**
   * Refuses unknown parameters.
   *
   * @param known names of all that the mailet has
   * @param problems where to put problems
   */
  Parameters(MailetConfig config, List<String> known, List<ConfigurationProblem> problems) {
    this.config = config;
    this.problems = problems;
    for (Iterator<String> names = config.getInitParameterNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name) && !OF_JAMES.contains(name)) {
        String expected = known.isEmpty() ? "no parameters" : "one of " + String.join(", ", known);
        problem("unknown parameter " + name, expected);
      }
    }
  }

  /** The problems of a mailet that has no parameters. */
  static List<ConfigurationProblem> none(MailetConfig config) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    return new Parameters(config, List.of(), problems).problems;
  }

  /** A value; empty if it is not given. */
  String text(String name) {
    return Optional.ofNullable(config.getInitParameter(name)).orElse("").trim();
  }

  /** The parts of a value between commas. */
  List<String> list(String name) {
    List<String> items = new ArrayList<>();
    if (!text(name).isEmpty()) {
      for (String item : text(name).split(",", -1)) {
        items.add(item.trim());
      }
    }
    return items;
  }

  /** Whether a value is {@code true}; false if it is not given. */
  boolean flag(String name) {
    String value = text(name);
    if (!value.isEmpty() && !value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
      wrong(name, value, "true or false");
    }
    return value.equalsIgnoreCase("true");
  }

  /** A value has another form. */
  void wrong(String name, String value, String expected) {
    problem(name + " " + value, expected);
  }

  private void problem(String found, String expected) {
    String place = "conf/mailetcontainer.xml, mailet " + config.getMailetName();
    problems.add(new ConfigurationProblem(place, found, expected));
  }
}
