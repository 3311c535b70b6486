package org.spfsuite.scoring.message;

import java.util.ArrayList;
import java.util.List;

/**
 * The authors that a {@code From} field names (RFC 5322 §3.4, RFC 6854), read so that no mail
 * reader shows another one: where readers are known to differ, or the grammar does not tell,
 * nothing is returned at all.
 *
 * <p>So comments, quoted strings and quoted pairs are skipped wherever the grammar has them around
 * an address, but an address itself must stand in one piece: none of them, no blanks and no source
 * route within it, an at sign between a local part and a domain name, and no controls or invisible
 * characters. Display names are taken with the freedom that people take: dots, brackets, at signs
 * and characters beyond ASCII need no quotes. Encoded words (RFC 2047) are display names, whatever
 * they hold.
 */
public final class FromField {

  /** Authors that a field may name. */
  public static final int MAX_AUTHORS = 100;

  private final String body;
  private int at;
  private boolean clear = true;
  private final List<String> authors = new ArrayList<>();
  private boolean inGroup;

  // Of the member of the list that is being read:

  /** Words and quoted strings that are not within angle brackets. */
  private int words;

  private String lastWord = "";

  /** Whether a word holds an at sign. */
  private boolean atSign;

  /** Whether it has its address already. */
  private boolean complete;

  private FromField(String body) {
    this.body = body;
  }

  /**
   * The addresses of all authors, in their order.
   *
   * @param body of a single field, folded or not; that a message has but one is for the caller to
   *     see to
   * @return {@code local-part@domain}, the domain in lower case and otherwise as spelled; empty if
   *     there is no author, if it is not certain who they are, or if there are more than 100
   */
  public static List<String> authors(String body) {
    return new FromField(body).read();
  }

  private List<String> read() {
    while (at < body.length()) {
      step();
    }
    endMember();
    return clear && !inGroup ? List.copyOf(authors) : List.of();
  }

  private void step() {
    switch (body.charAt(at)) {
      case ' ', '\t', '\r', '\n' -> at++;
      case '(' -> skipComment();
      case '<' -> angleAddress();
      case ',' -> {
        endMember();
        at++;
      }
      case ':' -> beginGroup();
      case ';' -> endGroup();
      default -> word();
    }
  }

  private void giveUp() {
    clear = false;
    at = body.length();
  }

  // --- members of the list ---

  private void word() {
    lastWord = run();
    words++;
    atSign |= lastWord.indexOf('@') >= 0;
    if (lastWord.isEmpty() || complete) {
      giveUp();
    }
  }

  private void angleAddress() {
    at++;
    skipBlanks();
    String address = run();
    skipBlanks();
    if (complete || !isNext('>')) {
      giveUp();
    } else {
      at++;
      add(address);
      complete = true;
    }
  }

  /** Members may be empty: RFC 5322 §4.4. */
  private void endMember() {
    if (!complete && words > 1) {
      giveUp();
    } else if (!complete && words == 1) {
      add(lastWord);
    }
    words = 0;
    atSign = false;
    complete = false;
  }

  /** What looks like an address names no group: <code>bank@bank.example: x@y.example;</code>. */
  private void beginGroup() {
    if (inGroup || complete || words == 0 || atSign) {
      giveUp();
    } else {
      at++;
      inGroup = true;
      words = 0;
    }
  }

  private void endGroup() {
    endMember();
    if (inGroup) {
      at++;
      inGroup = false;
      complete = true;
    } else {
      giveUp();
    }
  }

  private void add(String address) {
    if (AddrSpec.isUnambiguous(address) && authors.size() < MAX_AUTHORS) {
      authors.add(AddrSpec.withDomainInLowerCase(address));
    } else {
      giveUp();
    }
  }

  // --- tokens ---

  /** Words and quoted strings without anything between them; may be empty. */
  private String run() {
    int start = at;
    while (at < body.length() && isInWord(body.charAt(at))) {
      if (isNext('"')) {
        skipQuotedString();
      } else {
        at++;
      }
    }
    return body.substring(start, at);
  }

  private void skipBlanks() {
    while (at < body.length() && isBlank(body.charAt(at))) {
      at++;
    }
  }

  private void skipQuotedString() {
    at++;
    while (at < body.length() && !isNext('"')) {
      skipQuotable();
    }
    skipCloser();
  }

  private void skipComment() {
    int depth = 1;
    at++;
    while (at < body.length() && depth > 0) {
      depth += isNext('(') ? 1 : isNext(')') ? -1 : 0;
      if (depth > 0) {
        skipQuotable();
      }
    }
    skipCloser();
  }

  /** A character, or a quoted pair of them. */
  private void skipQuotable() {
    if (isNext('\\')) {
      at++;
    }
    if (at >= body.length() || isControl(body.charAt(at))) {
      giveUp();
    } else {
      at++;
    }
  }

  private void skipCloser() {
    if (at < body.length()) {
      at++;
    } else {
      giveUp();
    }
  }

  private boolean isNext(char c) {
    return at < body.length() && body.charAt(at) == c;
  }

  private static boolean isInWord(char c) {
    return !isBlank(c) && !isControl(c) && "()<>,;:\\".indexOf(c) < 0;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isControl(char c) {
    return (c < ' ' && !isBlank(c)) || c == 0x7F;
  }
}
