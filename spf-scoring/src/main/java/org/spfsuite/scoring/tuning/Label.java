package org.spfsuite.scoring.tuning;

import java.util.Arrays;
import java.util.Optional;

/** What somebody who looked at a message says that it is. */
public enum Label {
  /** Wanted mail. */
  HAM("ham"),
  /** Unwanted mail. */
  SPAM("spam");

  private final String text;

  Label(String text) {
    this.text = text;
  }

  /** The word in logs and reports. */
  public String text() {
    return text;
  }

  /**
   * The label that a word stands for.
   *
   * @param text {@code ham} or {@code spam}, in lower case; empty for anything else
   */
  public static Optional<Label> of(String text) {
    return Arrays.stream(values()).filter(label -> label.text.equals(text)).findFirst();
  }
}
