package org.spfsuite.scoring.tuning;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.core.text.SafeText;

/** One line of a log, read: a message, or problems, or nothing if it is blank. */
final class HitLogLine {

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
  private static final int MAX_NAME = 80;
  private static final int MAX_PROBLEMS = 10;
  private static final String NUMBER =
      String.format("a number from -%1$d to %1$d", (int) Points.MAX);

  private final List<String> problems = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Double> hits = new LinkedHashMap<>();
  private final Set<String> facts = new LinkedHashSet<>();
  private Optional<Label> label = Optional.empty();
  private String id = "";
  private double score;
  private double required;
  private boolean blank;

  private HitLogLine() {}

  static HitLogLine parse(byte[] octets) {
    HitLogLine line = new HitLogLine();
    try (JsonParser in = JSON.createParser(octets)) {
      line.read(in);
    } catch (JsonProcessingException e) {
      line.problem("no JSON from column " + e.getLocation().getColumnNr() + " on");
    } catch (IOException e) {
      line.problem("no UTF-8"); // nothing else can fail in memory
    }
    return line;
  }

  /** The message; empty if there is a problem or nothing at all. */
  Optional<LoggedMessage> message() {
    return blank || !problems.isEmpty()
        ? Optional.empty()
        : Optional.of(new LoggedMessage(id, label, score, required, hits, facts));
  }

  /** The first few; empty if the line is fine. */
  List<String> problems() {
    return problems;
  }

  private void problem(String text) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(text);
    }
  }

  private void read(JsonParser in) throws IOException {
    JsonToken first = in.nextToken();
    blank = first == null;
    if (blank) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      problem("expected a JSON object");
      return;
    }
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = in.currentName();
      in.nextToken();
      seen.add(key);
      field(key, in);
    }
    if (in.nextToken() != null) {
      problem("something follows the object");
    }
    List.of("id", "score", "required").forEach(this::mustBeThere);
  }

  private void mustBeThere(String key) {
    if (!seen.contains(key)) {
      problem(key + " is missing");
    }
  }

  private void field(String key, JsonParser in) throws IOException {
    switch (key) {
      case "id" -> id = id(in);
      case "label" -> label = label(in);
      case "score" -> score = number(key, in);
      case "required" -> required = number(key, in);
      case "hits" -> hits(in);
      case "facts" -> facts(in);
      default -> in.skipChildren();
    }
  }

  private String id(JsonParser in) throws IOException {
    String text = text(in);
    if (text.isEmpty()) {
      problem("id: expected a string that is not empty");
    }
    return text;
  }

  private Optional<Label> label(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    Optional<Label> read = Label.of(text(in));
    if (read.isEmpty()) {
      problem("label: expected \"ham\", \"spam\" or null");
    }
    return read;
  }

  private void hits(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      expected("hits", "an object of rules and their points", in);
      return;
    }
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String rule = in.currentName();
      in.nextToken();
      name("hits", rule);
      hits.put(rule, number("hits." + shown(rule), in));
    }
  }

  private void facts(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      expected("facts", "an array of rules", in);
      return;
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      String rule = text(in);
      name("facts", rule);
      facts.add(rule);
    }
  }

  private void name(String key, String rule) {
    if (!RuleNames.isValid(rule)) {
      problem(
          key + ": expected a rule's name of letters, digits and _, found \"" + shown(rule) + "\"");
    }
  }

  private double number(String key, JsonParser in) throws IOException {
    boolean number = in.currentToken().isNumeric();
    if (number && Points.isValid(in.getDoubleValue())) {
      return in.getDoubleValue();
    }
    expected(key, NUMBER, in);
    return 0;
  }

  /** The string; empty if there stands something else. */
  private static String text(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_STRING) {
      return in.getText();
    }
    in.skipChildren();
    return "";
  }

  private void expected(String key, String form, JsonParser in) throws IOException {
    problem(key + ": expected " + form);
    in.skipChildren();
  }

  private static String shown(String name) {
    return SafeText.printable(name, MAX_NAME);
  }
}
