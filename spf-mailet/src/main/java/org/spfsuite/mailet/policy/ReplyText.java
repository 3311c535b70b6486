package org.spfsuite.mailet.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spfsuite.core.verdict.SpfResult;

/** A text with parts in braces that stand for what is known of a decision. */
public final class ReplyText {

  /** What may stand in braces, in lower case. */
  public enum Part {
    /** {@code HELO} or {@code MAIL FROM}. */
    IDENTITY,
    /** The domain that was checked. */
    DOMAIN,
    /** One of the seven results. */
    RESULT,
    /** The directive that decided, such as {@code -all}. */
    MECHANISM,
    /** The way to that directive, or the problem. */
    REASON,
    /** What the owner of the domain says, with a few words before it; empty if nothing. */
    EXPLANATION,
    /** The address of the client. */
    CLIENT,
    /** The name that it gave in HELO. */
    HELO,
    /** The sender; empty for the null sender. */
    SENDER,
    /** The recipient; empty if the decision fell before there was one. */
    RECIPIENT;

    private final String text = '{' + name().toLowerCase(Locale.ROOT) + '}';
  }

  private static final String SUBJECT = "SPF {identity} check of {domain}: {result}, ";

  /** Texts and parts in turns, a text first. */
  private final List<String> texts = new ArrayList<>();

  private final List<Part> parts = new ArrayList<>();

  private ReplyText() {}

  static ReplyText standard(Action action, SpfResult result) {
    String again = action == Action.DEFER ? "; try again later" : "";
    String text =
        switch (result) {
          case FAIL -> "{client} may not send for it ({mechanism}){explanation}";
          case SOFTFAIL -> "{client} should not send for it ({mechanism})";
          case NONE -> "no SPF policy is published";
          case PASS -> "{client} may send for it ({mechanism}), which is not wanted here";
          case NEUTRAL -> "says nothing for {client} ({mechanism})";
          case TEMPERROR, PERMERROR -> "{reason}" + again;
        };
    return parse(SUBJECT + text).orElseThrow();
  }

  /** The names of all parts, in braces. */
  public static String names() {
    return Stream.of(Part.values()).map(part -> part.text).collect(Collectors.joining(" "));
  }

  /** Reads a text; empty if a brace belongs to no known part, or a character is not ASCII. */
  static Optional<ReplyText> parse(String text) {
    if (!text.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
      return Optional.empty();
    }
    ReplyText read = new ReplyText();
    int from = 0;
    for (int brace = text.indexOf('{'); brace >= 0; brace = text.indexOf('{', from)) {
      Optional<Part> part = partAt(text, brace);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      read.texts.add(text.substring(from, brace));
      read.parts.add(part.get());
      from = brace + part.get().text.length();
    }
    read.texts.add(text.substring(from));
    return Optional.of(read);
  }

  private static Optional<Part> partAt(String text, int index) {
    return Stream.of(Part.values()).filter(p -> text.startsWith(p.text, index)).findFirst();
  }

  /**
   * The text with values in the place of parts.
   *
   * @param values of all parts; not safe to print, and neither is the outcome
   */
  public String with(Map<Part, String> values) {
    Map<Part, String> known = new EnumMap<>(values);
    StringBuilder text = new StringBuilder(texts.get(0));
    for (int i = 0; i < parts.size(); i++) {
      text.append(known.getOrDefault(parts.get(i), "")).append(texts.get(i + 1));
    }
    return text.toString();
  }
}
