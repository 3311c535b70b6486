package org.spfsuite.scoring.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * A line of a {@code .cf} file without comment, in two parts.
 *
 * @param file its name
 * @param number of the line, from 1
 * @param directive the first word, lower case, hyphens made underscores
 * @param value what follows; may be empty
 */
record CfLine(String file, int number, String directive, String value) {

  /** Of a line with or without comment; the directive is empty if it says nothing. */
  static CfLine of(String file, int number, String raw) {
    String text = withoutComment(raw).strip();
    int end = 0;
    while (end < text.length() && !isEndOfWord(text.charAt(end))) {
      end++;
    }
    String word = text.substring(0, end).toLowerCase(Locale.ROOT).replace('-', '_');
    return new CfLine(file, number, word, text.substring(end).strip());
  }

  /** {@code if(version > 3)} needs no blank. */
  private static boolean isEndOfWord(char c) {
    return c == ' ' || c == '\t' || c == '(';
  }

  private static String withoutComment(String raw) {
    if (raw.indexOf('#') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '#') {
        break;
      }
      boolean escaped = c == '\\' && i + 1 < raw.length() && raw.charAt(i + 1) == '#';
      i += escaped ? 1 : 0;
      text.append(escaped ? '#' : c);
    }
    return text.toString();
  }

  /** The words of the value. */
  List<String> words() {
    StringTokenizer words = new StringTokenizer(value, " \t");
    List<String> list = new ArrayList<>(words.countTokens());
    while (words.hasMoreTokens()) {
      list.add(words.nextToken());
    }
    return list;
  }

  /** The first word of the value; empty if there is none. */
  String first() {
    int end = 0;
    while (end < value.length() && value.charAt(end) != ' ' && value.charAt(end) != '\t') {
      end++;
    }
    return value.substring(0, end);
  }

  /** What follows the first word of the value. */
  String afterFirst() {
    return value.substring(first().length()).strip();
  }

  /** The same line read as the value of another directive, such as {@code lang}. */
  CfLine inner() {
    return of(file, number, afterFirst().replace("#", "\\#"));
  }
}
