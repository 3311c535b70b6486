package org.spfsuite.core.header;

import java.util.Random;

/** Text that attackers would send, made from a seed. */
final class Hostile {

  private static final String[] FRAGMENTS = {
    "\r",
    "\n",
    "\r\n",
    "\r\n\t",
    "\r\n ",
    "\0",
    "\t",
    "\u001b[31m",
    "\u007f",
    "\u0080",
    "\u0085",
    "\u009f",
    "\u00a0",
    "\u00e9",
    "\u00ff",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u3002",
    "\ufeff",
    "\uffff",
    "\ud83d\ude00",
    "\ud83d",
    "\ude00",
    "\"",
    "\"\"",
    "\\",
    "\\\\",
    "\\\"",
    "(",
    ")",
    "()",
    "((",
    "))",
    ";",
    ";;",
    "=",
    ".",
    "..",
    "/",
    "@",
    "<",
    ">",
    "[",
    "]",
    ",",
    ":",
    "?",
    "%",
    " ",
    "  ",
    "a",
    "b.example",
    "ann@bank.example",
    "client-ip=192.0.2.66",
    " helo=x; receiver=y",
    "; spf=pass smtp.mailfrom=bank.example",
    "Received-SPF: pass",
    "i=1;",
    "none",
    "reason=x",
    "\r\nSubject: forged",
    "=?utf-8?q?x?=",
    "*",
    "{",
    "|",
    "~",
    "`",
    "-all",
    "default",
  };

  private final Random random;

  Hostile(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Often short, sometimes empty, seldom 10,000 characters or more. */
  String text() {
    int length =
        switch (random.nextInt(12)) {
          case 0 -> 0;
          case 1 -> 10_000;
          case 2, 3 -> 400;
          default -> random.nextInt(30);
        };
    boolean single = random.nextInt(8) == 0;
    String favourite = fragment();
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(single ? favourite : fragment());
    }
    return text.toString();
  }

  String fragment() {
    return oneOf(FRAGMENTS);
  }

  <T> T oneOf(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** The text with a few pieces taken out, put in or doubled. */
  String mutate(String text) {
    StringBuilder mutated = new StringBuilder(text);
    for (int i = random.nextInt(6); i >= 0; i--) {
      int from = random.nextInt(mutated.length() + 1);
      int to = Math.min(mutated.length(), from + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> mutated.delete(from, to);
        case 1 -> mutated.insert(from, mutated.substring(from, to));
        case 2 -> mutated.setLength(from);
        default -> mutated.replace(from, to, fragment());
      }
    }
    return mutated.toString();
  }
}
