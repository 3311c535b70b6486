package org.spfsuite.srs.postsrsd;

/**
 * A word or sign of a configuration file.
 *
 * @param kind what it is
 * @param text of a word, without quotes; of garbage, what is wrong
 * @param line from 1
 */
record Token(Kind kind, String text, int line) {

  /** What a token is. */
  enum Kind {
    WORD("a value"),
    EQUALS("'='"),
    PLUS_EQUALS("'+='"),
    OPEN("'{'"),
    CLOSE("'}'"),
    COMMA("','"),
    GARBAGE("garbage"),
    END("the end of the file");

    private final String name;

    Kind(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** For people. */
  String shown() {
    return kind == Kind.WORD ? "'" + text + "'" : kind.toString();
  }
}
