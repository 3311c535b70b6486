package org.spfsuite.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.report.JsonText;
import org.spfsuite.core.text.SafeText;

/** What a line of a batch asks for. */
sealed interface BatchItem {

  /** Whose it is, as a JSON value; {@code null} if the line does not say. */
  String id();

  /**
   * A check.
   *
   * @param id as a JSON value
   * @param claim what to check
   */
  record Check(String id, Claim claim) implements BatchItem {}

  /**
   * The line cannot be read.
   *
   * @param id as a JSON value
   * @param error which line, and what is wrong with it
   */
  record Wrong(String id, String error) implements BatchItem {}

  /** Reads a line. */
  static BatchItem parse(LineReader.Line line) {
    return new Parser(line).parse();
  }

  /** Reads one line; what it has understood so far serves to report what it has not. */
  final class Parser {

    private static final int MAX_PROBLEM = 300;

    private final LineReader.Line line;
    private final Map<String, String> texts = new HashMap<>();
    private String id = "null";

    private Parser(LineReader.Line line) {
      this.line = line;
    }

    /** The line is not as it should be. */
    private static final class WrongLineException extends Exception {
      private static final long serialVersionUID = 1;

      WrongLineException(String problem) {
        super(problem);
      }
    }

    private BatchItem parse() {
      if (line.problem().isPresent()) {
        return wrong("", line.problem().get());
      }
      try (JsonParser in = Json.parser(line.text())) {
        Optional<String> problem = read(in);
        return problem.isPresent() ? wrong("", problem.get()) : check();
      } catch (JsonProcessingException e) {
        String place = ", column " + e.getLocation().getColumnNr();
        return wrong(place, "not JSON: " + e.getOriginalMessage());
      } catch (IOException e) {
        return wrong("", "not JSON: " + e.getMessage());
      } catch (WrongLineException e) {
        return wrong("", String.valueOf(e.getMessage()));
      }
    }

    private Wrong wrong(String place, String problem) {
      String text = "line " + line.number() + place + ": " + problem;
      return new Wrong(id, SafeText.printable(text, MAX_PROBLEM));
    }

    /** Reads to the end though there is a problem: the id may come behind it. */
    private Optional<String> read(JsonParser in) throws IOException {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return Optional.of("not a JSON object");
      }
      Optional<String> problem = Optional.empty();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        Optional<String> found = member(in);
        problem = problem.or(() -> found);
      }
      return in.nextToken() == null ? problem : Optional.of("something follows the object");
    }

    private Optional<String> member(JsonParser in) throws IOException {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      Optional<String> problem =
          switch (name) {
            case "id" -> id(in, value);
            case "ip", "helo", "mailfrom" -> text(name, in, value);
            default -> Optional.empty(); // for whoever wrote it
          };
      in.skipChildren();
      return problem;
    }

    private Optional<String> id(JsonParser in, JsonToken value) throws IOException {
      if (!value.isScalarValue()) {
        return Optional.of("id is neither a string nor a number, true, false or null");
      }
      String text = in.getText();
      id = value == JsonToken.VALUE_STRING ? JsonText.of(out -> out.writeString(text)) : text;
      return Optional.empty();
    }

    private Optional<String> text(String name, JsonParser in, JsonToken value) throws IOException {
      if (value == JsonToken.VALUE_NULL) {
        return Optional.empty();
      }
      if (value != JsonToken.VALUE_STRING) {
        return Optional.of(name + " is not a string");
      }
      texts.put(name, in.getText());
      return Optional.empty();
    }

    private BatchItem check() throws WrongLineException {
      try {
        return new Check(id, Claim.of(address(), texts.get("helo"), texts.get("mailfrom")));
      } catch (IllegalArgumentException e) {
        throw new WrongLineException(e.getMessage() + " (mailfrom, helo)");
      }
    }

    private IpAddress address() throws WrongLineException {
      @Nullable String ip = texts.get("ip");
      if (ip == null) {
        throw new WrongLineException("ip is missing");
      }
      Optional<IpAddress> address = IpAddress.parse(ip);
      if (address.isEmpty()) {
        throw new WrongLineException("ip '" + ip + "' is not an IPv4 or IPv6 address");
      }
      return address.get();
    }
  }
}
