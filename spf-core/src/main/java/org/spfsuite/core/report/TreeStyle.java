package org.spfsuite.core.report;

/** How the branches of a tree are drawn. */
public enum TreeStyle {
  /** Box-drawing characters. */
  UNICODE("├─ ", "└─ ", "│  "),
  /** For terminals and logs that know ASCII only. */
  ASCII("|- ", "`- ", "|  ");

  private final String branch;
  private final String last;
  private final String trunk;

  TreeStyle(String branch, String last, String trunk) {
    this.branch = branch;
    this.last = last;
    this.trunk = trunk;
  }

  String branch(boolean isLast) {
    return isLast ? last : branch;
  }

  String below(boolean isLast) {
    return isLast ? "   " : trunk;
  }
}
