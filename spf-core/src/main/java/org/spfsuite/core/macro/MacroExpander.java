package org.spfsuite.core.macro;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.record.DomainSpec;
import org.spfsuite.core.record.MacroLetter;
import org.spfsuite.core.record.MacroString;
import org.spfsuite.core.record.MacroString.Element;
import org.spfsuite.core.record.MacroString.Escape;
import org.spfsuite.core.record.MacroString.Literal;
import org.spfsuite.core.record.MacroString.Macro;

/** Expands macro-strings (RFC 7208 §7.3). The output is bounded whatever the record says. */
public final class MacroExpander {

  /** §7.3: longest name in presentation format, without the trailing dot. */
  private static final int MAX_NAME = 253;

  /** Only the right end of a name survives truncation, so no more than this is kept. */
  private static final int NAME_WINDOW = 4 * MAX_NAME;

  private static final int MAX_TEXT = 4_096;

  private static final String HEX = "0123456789ABCDEF";

  private MacroExpander() {}

  /** The outcome of expanding a domain-spec. */
  public sealed interface Target {

    /**
     * A name to look up.
     *
     * @param name the target-name
     */
    record Name(DnsName name) implements Target {}

    /**
     * Not a domain name: an empty or overlong label (§4.8).
     *
     * @param text the expanded text: not safe to print
     */
    record Malformed(String text) implements Target {}

    /** RFC 8616 §4: the term matches nothing, since the local part is not ASCII. */
    record NeverMatches() implements Target {}
  }

  /** Expands a domain-spec to the target-name of its term (§4.8). */
  public static Target target(DomainSpec spec, MacroContext context) {
    MacroString macros = spec.macros();
    boolean usesLocalPart = macros.uses(MacroLetter.SENDER) || macros.uses(MacroLetter.LOCAL_PART);
    if (usesLocalPart && context.localPartIsInternational()) {
      return new Target.NeverMatches();
    }
    StringBuilder text = new StringBuilder();
    for (Element element : macros.elements()) {
      text.append(expand(element, context));
      if (text.length() > NAME_WINDOW) {
        text.delete(0, text.length() - NAME_WINDOW);
      }
    }
    String name = truncate(text.toString());
    Optional<DnsName> parsed = DnsName.parseOctets(name);
    return parsed.isPresent() ? new Target.Name(parsed.get()) : new Target.Malformed(name);
  }

  /** Expands an explanation (§6.2); what exceeds 4,096 characters is cut. */
  public static String text(MacroString macros, MacroContext context) {
    StringBuilder text = new StringBuilder();
    for (Element element : macros.elements()) {
      text.append(expand(element, context));
      if (text.length() > MAX_TEXT) {
        text.setLength(MAX_TEXT);
        break;
      }
    }
    return text.toString();
  }

  /** §7.3: left-hand labels are dropped until the name fits. */
  private static String truncate(String name) {
    String rest = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    while (rest.length() > MAX_NAME) {
      int dot = rest.indexOf('.');
      if (dot < 0) {
        return rest; // one overlong label: malformed
      }
      rest = rest.substring(dot + 1);
    }
    return rest;
  }

  private static String expand(Element element, MacroContext context) {
    if (element instanceof Literal literal) {
      return literal.text();
    }
    if (element instanceof Escape escape) {
      return escape.value();
    }
    Macro macro = (Macro) element;
    String value = transform(context.value(macro.letter()), macro);
    return macro.urlEscape() ? urlEscape(value) : value;
  }

  private static String transform(String value, Macro macro) {
    if (macro.keep() == 0 && !macro.reverse() && macro.delimiters().isEmpty()) {
      return value;
    }
    List<String> parts = split(value, macro.delimiters().isEmpty() ? "." : macro.delimiters());
    if (macro.reverse()) {
      Collections.reverse(parts);
    }
    boolean all = macro.keep() == 0 || macro.keep() >= parts.size();
    return String.join(".", all ? parts : parts.subList(parts.size() - macro.keep(), parts.size()));
  }

  /** §7.3: no special treatment of leading, trailing or consecutive delimiters. */
  private static List<String> split(String value, String delimiters) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || delimiters.indexOf(value.charAt(i)) >= 0) {
        parts.add(value.substring(start, i));
        start = i + 1;
      }
    }
    return parts;
  }

  /** RFC 3986 §2.3: all but the unreserved characters are percent-encoded. */
  private static String urlEscape(String value) {
    StringBuilder escaped = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isUnreserved(c)) {
        escaped.append(c);
      } else {
        escaped.append('%').append(HEX.charAt(c >> 4 & 0xF)).append(HEX.charAt(c & 0xF));
      }
    }
    return escaped.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }
}
