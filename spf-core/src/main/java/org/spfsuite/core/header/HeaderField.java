package org.spfsuite.core.header;

/**
 * A written header field. Printable text whose only line breaks are its own folds: CR LF and a tab.
 *
 * @param name such as {@code Received-SPF}
 * @param body what stands behind the colon and its blank, folded
 */
public record HeaderField(String name, String body) {

  /** The whole field: name, colon, blank and body, without a line break at the end. */
  @Override
  public String toString() {
    return name + ": " + body;
  }
}
