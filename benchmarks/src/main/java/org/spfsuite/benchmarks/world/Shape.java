package org.spfsuite.benchmarks.world;

/** Kinds of policies that are checked while hot. */
public enum Shape {
  /** One network. */
  SIMPLE("simple `ip4`"),
  /** A redirect to three includes. */
  GOOGLE("Google-like, 61 networks"),
  /** The same without remembered verdicts. */
  GOOGLE_INTERPRETED("Google-like, nothing remembered"),
  /** Two includes. */
  OUTLOOK("Outlook-like, 41 networks"),
  /** The client's address is looked up. */
  EXISTS_ADDRESS("`exists` by address"),
  /** The sender is looked up. */
  EXISTS_SENDER("`exists` by sender"),
  /** The same without remembered verdicts. */
  EXISTS_INTERPRETED("`exists` by sender, nothing remembered"),
  /** One long record. */
  TERMS("400 terms"),
  /** Many domains. */
  MIXED("mixed, 1,000 domains");

  private static final int LONG = 400;

  private final String title;

  Shape(String title) {
    this.title = title;
  }

  /** For tables, in Markdown. */
  public String title() {
    return title;
  }

  /** Whether verdicts may be remembered, as they are in a server. */
  public boolean remembers() {
    return this != GOOGLE_INTERPRETED && this != EXISTS_INTERPRETED;
  }

  /** The same each time. */
  public Workload workload() {
    return switch (this) {
      case SIMPLE -> Shapes.simple();
      case GOOGLE -> Shapes.google();
      case GOOGLE_INTERPRETED -> Shapes.google().interpreted();
      case OUTLOOK -> Shapes.outlook();
      case EXISTS_ADDRESS -> Shapes.existsAddress();
      case EXISTS_SENDER -> Shapes.existsSender();
      case EXISTS_INTERPRETED -> Shapes.existsSender().interpreted();
      case TERMS -> Growth.terms(LONG);
      case MIXED -> Corpus.mixed();
    };
  }
}
