package org.spfsuite.integration.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.spfsuite.integration.smtp.SmtpClient;
import picocli.CommandLine.Help.Ansi;

/** How the demo looks: colours where a person watches, plain text elsewhere. */
final class Screen {

  private static final int WIDTH = 100;

  private final PrintStream out;
  private final boolean colour;

  Screen(PrintStream out) {
    this.out = out;
    this.colour = Ansi.AUTO.enabled();
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  void title(String text) {
    out.println();
    out.println(paint("1", text));
    out.println(paint("2", "-".repeat(Math.min(text.length(), WIDTH))));
  }

  void line(String text) {
    out.println("  " + text);
  }

  void blank() {
    out.println();
  }

  void conversation(List<SmtpClient.Line> lines) {
    for (SmtpClient.Line line : lines) {
      String arrow = line.fromClient() ? paint("36", "C ") : paint("33", "S ");
      String indent = "    ";
      for (String part : wrap(line.text())) {
        out.println(indent + arrow + part);
        arrow = "    ";
      }
    }
  }

  void decision(boolean right, boolean refused, String why) {
    String what = refused ? paint("1;31", "REFUSED") : paint("1;32", "DELIVERED");
    String verdict = right ? "as it should be" : paint("1;31", "AND THAT IS WRONG");
    out.println("    => " + what + ", " + verdict + (why.isEmpty() ? "" : ": " + why));
  }

  void header(String name, String body) {
    String first = name + ": ";
    for (String part : wrap(first + body)) {
      out.println("       " + paint("2", part));
    }
  }

  void verdict(boolean good, String text) {
    out.println(paint(good ? "1;32" : "1;31", text));
  }

  /** Breaks at blanks; a word longer than the line stays whole. */
  private static List<String> wrap(String text) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > WIDTH) {
      int blank = rest.lastIndexOf(' ', WIDTH);
      if (blank <= 0) {
        break;
      }
      lines.add(rest.substring(0, blank));
      rest = "  " + rest.substring(blank + 1);
    }
    lines.add(rest);
    return lines;
  }
}
