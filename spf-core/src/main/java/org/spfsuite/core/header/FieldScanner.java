package org.spfsuite.core.header;

import java.util.Optional;
import java.util.function.Supplier;
import org.spfsuite.core.header.ParsedField.Malformed;
import org.spfsuite.core.header.ParsedField.Valid;

/**
 * A place in the text of a structured header field that moves to the right: the lexical tokens of
 * RFC 5322 §3.2, read with more patience than the RFC asks for. CR and LF are blanks wherever they
 * stand, so a field may come folded in any way; no text that is handed out holds one.
 *
 * <p>The first thing wrong sends the scanner to the end of the text, where nothing follows any
 * more; callers need not ask after every step. Every character is looked at a few times at the
 * most.
 */
final class FieldScanner {

  /** A longer field is an attack. */
  static final int MAX_LENGTH = 16_384;

  /** RFC 5322 §3.2.2 lets comments nest; people do so twice. */
  static final int MAX_DEPTH = 32;

  /** {@code ptype.property}, {@code method/version}, and what else looks alike. */
  private static final int MAX_JOINTS = 4;

  private static final char END = '\0';

  private final String text;
  private int position;
  private Optional<Failure> failure = Optional.empty();

  private record Failure(int position, String expected) {}

  /**
   * Starts behind the field's name, if it is there.
   *
   * @param name of the field
   * @param text the field or its body
   */
  FieldScanner(String name, String text) {
    this.text = text;
    if (text.length() > MAX_LENGTH) {
      fail(MAX_LENGTH, "at most " + MAX_LENGTH + " characters");
    } else if (text.regionMatches(true, 0, name, 0, name.length())) {
      skipName(name.length());
    }
  }

  private void skipName(int end) {
    position = end;
    skipBlanks();
    if (peek() == ':') {
      position++;
    } else {
      position = 0;
    }
  }

  int position() {
    return position;
  }

  boolean atEnd() {
    return position >= text.length();
  }

  /** Whether a semicolon or the end of the text is next. */
  boolean atEndOfPart() {
    return atEnd() || peek() == ';';
  }

  /** The next character, or NUL at the end. */
  char peek() {
    return atEnd() ? END : text.charAt(position);
  }

  /** Gives up, unless that has happened before. */
  void fail(int at, String expected) {
    if (failure.isEmpty()) {
      failure = Optional.of(new Failure(at, expected));
    }
    position = text.length();
  }

  /** The value, unless the text could not be read. */
  <T> ParsedField<T> outcome(Supplier<T> value) {
    return failure
        .<ParsedField<T>>map(f -> new Malformed<>(f.position(), f.expected()))
        .orElseGet(() -> new Valid<>(value.get()));
  }

  // --- what is skipped ---

  void skipBlanks() {
    while (!atEnd() && isBlank(peek())) {
      position++;
    }
  }

  /** RFC 5322 §3.2.2 CFWS. */
  void skipCfws() {
    for (skipBlanks(); peek() == '('; skipBlanks()) {
      comment();
    }
  }

  /** CFWS and any number of semicolons. */
  void skipSeparators() {
    for (skipCfws(); peek() == ';'; skipCfws()) {
      position++;
    }
  }

  // --- what is read ---

  /** The content of the comment that begins here. */
  String comment() {
    int open = position++;
    StringBuilder content = new StringBuilder();
    int depth = 1;
    while (!atEnd()) {
      depth += peek() == '(' ? 1 : peek() == ')' ? -1 : 0;
      if (depth == 0) {
        position++;
        return content.toString();
      }
      if (depth > MAX_DEPTH) {
        fail(position, "comments nested at most " + MAX_DEPTH + " deep");
      } else {
        readInto(content);
      }
    }
    fail(open, "a ) for this (");
    return "";
  }

  /** Characters up to a blank, a semicolon, a comment or the end; may be empty. */
  String word() {
    int start = position;
    while (!atEnd() && !isDelimiter(peek())) {
      position++;
    }
    return text.substring(start, position);
  }

  /**
   * The content of a quoted-string, or a word, which may begin with one: {@code "a b"@c.example}.
   */
  String value() {
    if (peek() != '"') {
      return word();
    }
    String content = quotedString();
    return atEnd() || isDelimiter(peek()) ? content : Lexemes.quoted(content) + word();
  }

  /**
   * The text behind an equals sign. Many write any text there without quotation marks; it ends
   * where a semicolon or the next key comes.
   */
  String text() {
    int start = position;
    skipCfws();
    if (position > start && isAtKey()) {
      return "";
    }
    boolean quoted = peek() == '"';
    StringBuilder words = new StringBuilder(value());
    for (skipCfws(); !quoted && !atEndOfPart() && !isAtKey(); skipCfws()) {
      words.append(' ').append(word());
    }
    return words.toString();
  }

  /**
   * A key and its equals sign, with CFWS wherever RFC 8601 §2.2 allows it.
   *
   * @return the key without the CFWS; empty if there is none, and then nothing is consumed
   */
  Optional<String> key() {
    int start = position;
    StringBuilder key = new StringBuilder(name());
    skipCfws();
    for (int joints = 0; joints < MAX_JOINTS && (peek() == '.' || peek() == '/'); joints++) {
      key.append(peek());
      position++;
      skipCfws();
      key.append(name());
      skipCfws();
    }
    if (peek() == '=' && isNameCharacter(text.charAt(start))) {
      position++;
      return Optional.of(key.toString());
    }
    back(start);
    return Optional.empty();
  }

  /** The same without consuming anything. */
  Optional<String> peekKey() {
    int start = position;
    Optional<String> key = key();
    back(start);
    return key;
  }

  /** Whether a key and an equals sign are next. */
  boolean isAtKey() {
    return peekKey().isPresent();
  }

  /** Returns to an earlier place, unless the text has turned out to be unreadable. */
  private void back(int to) {
    if (failure.isEmpty()) {
      position = to;
    }
  }

  private String name() {
    int start = position;
    while (!atEnd() && isNameCharacter(peek())) {
      position++;
    }
    return text.substring(start, position);
  }

  private String quotedString() {
    int open = position++;
    StringBuilder content = new StringBuilder();
    while (!atEnd()) {
      if (peek() == '"') {
        position++;
        return content.toString();
      }
      readInto(content);
    }
    fail(open, "a closing quotation mark for this one");
    return "";
  }

  /** One character, or the second of a quoted-pair, or white space as long as it lasts. */
  private void readInto(StringBuilder content) {
    if (isBlank(peek())) {
      content.append(blanks());
      return;
    }
    boolean pair = peek() == '\\' && position + 1 < text.length();
    if (pair && !isLineBreak(text.charAt(position + 1))) {
      position++;
    }
    content.append(text.charAt(position++));
  }

  /** A fold is one blank (RFC 5322 §3.2.2); other white space is kept. */
  private String blanks() {
    int start = position;
    skipBlanks();
    String blanks = text.substring(start, position);
    return blanks.chars().anyMatch(FieldScanner::isLineBreak) ? " " : blanks;
  }

  // --- characters ---

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || isLineBreak(c);
  }

  private static boolean isLineBreak(int c) {
    return c == '\r' || c == '\n';
  }

  private static boolean isDelimiter(char c) {
    return isBlank(c) || c == ';' || c == '(';
  }

  private static boolean isNameCharacter(char c) {
    boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return letter || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }
}
