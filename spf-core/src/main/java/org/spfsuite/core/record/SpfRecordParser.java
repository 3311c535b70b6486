package org.spfsuite.core.record;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The one parser of SPF records. It reads the whole record before anything is evaluated (RFC 7208
 * §4.6), in one pass, and never throws.
 */
public final class SpfRecordParser {

  /** A TXT record cannot be longer. */
  public static final int MAX_LENGTH = 65_535;

  /** More terms than this is an attack. */
  public static final int MAX_TERMS = 8_192;

  private static final String VERSION = "v=spf1";

  private SpfRecordParser() {}

  /**
   * RFC 7208 §4.5: whether a TXT record is meant as an SPF record, that is, begins with exactly
   * {@code v=spf1} and a blank or the end. ABNF strings are case-blind (RFC 5234 §2.3).
   */
  public static boolean isSpfRecord(String text) {
    return text.regionMatches(true, 0, VERSION, 0, VERSION.length())
        && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
  }

  /**
   * Parses a record.
   *
   * @param text one character per octet, as DNS gave it
   */
  public static ParsedRecord parse(String text) {
    if (!isSpfRecord(text)) {
      return invalid(text, 0, Math.min(text.length(), VERSION.length()), VERSION, "4.5");
    }
    if (text.length() > MAX_LENGTH) {
      return invalid(text, MAX_LENGTH, text.length(), "at most 65535 characters", "3.4");
    }
    return new Collector(text).parse();
  }

  /**
   * Parses the text of an explanation.
   *
   * <pre>
   * explain-string = *( macro-string / SP )
   * </pre>
   *
   * @param text one character per octet, as DNS gave it
   * @return the macro-string, or what is wrong with the text
   */
  public static ParsedExplanation parseExplanation(String text) {
    Parse<MacroString> parse =
        MacroParser.parse(text, 0, text.length(), MacroParser.Place.EXPLANATION);
    return parse instanceof Parse.Ok<MacroString> ok
        ? new ParsedExplanation.Valid(ok.value())
        : new ParsedExplanation.Invalid(((Parse.Bad<MacroString>) parse).problem());
  }

  private static ParsedRecord invalid(
      String text, int start, int end, String expected, String section) {
    SourceSpan span = new SourceSpan(start, end);
    SyntaxProblem problem = new SyntaxProblem(span, span.of(text), expected, section);
    return new ParsedRecord.Invalid(text, List.of(problem));
  }

  /** Gathers the terms of one record and all that is wrong with them. */
  private static final class Collector {
    private final String text;
    private final List<Directive> directives = new ArrayList<>();
    private final List<Modifier> modifiers = new ArrayList<>();
    private final List<SyntaxProblem> problems = new ArrayList<>();
    private final Set<Class<?>> seenOnce = new HashSet<>();

    Collector(String text) {
      this.text = text;
    }

    ParsedRecord parse() {
      int terms = 0;
      for (int start = VERSION.length(); start < text.length(); ) {
        if (text.charAt(start) == ' ') {
          start++;
          continue;
        }
        int blank = text.indexOf(' ', start);
        int end = blank < 0 ? text.length() : blank;
        if (++terms > MAX_TERMS) {
          return invalid(text, start, end, "at most " + MAX_TERMS + " terms", "4.6.1");
        }
        add(new TermParser(text, start, end).parse());
        start = end;
      }
      return problems.isEmpty()
          ? new ParsedRecord.Valid(new SpfRecord(text, directives, modifiers))
          : new ParsedRecord.Invalid(text, problems);
    }

    private void add(Parse<? extends Term> parse) {
      if (parse instanceof Parse.Bad<?> bad) {
        problems.add(bad.problem());
        return;
      }
      Term term = ((Parse.Ok<? extends Term>) parse).value();
      if (term instanceof Directive directive) {
        directives.add(directive);
      } else {
        addModifier((Modifier) term);
      }
    }

    /** §6: redirect and exp must not appear more than once each; others may. */
    private void addModifier(Modifier modifier) {
      if (!(modifier instanceof Modifier.Unknown) && !seenOnce.add(modifier.getClass())) {
        SourceSpan span = modifier.span();
        problems.add(new SyntaxProblem(span, span.of(text), "this modifier only once", "6"));
      } else {
        modifiers.add(modifier);
      }
    }
  }
}
