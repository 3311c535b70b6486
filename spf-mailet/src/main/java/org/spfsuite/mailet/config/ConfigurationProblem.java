package org.spfsuite.mailet.config;

/**
 * What is wrong with a configuration, where, and what would be right.
 *
 * @param place file and line, or element
 * @param found what stands there
 * @param expected the form that would be right
 */
public record ConfigurationProblem(String place, String found, String expected) {

  @Override
  public String toString() {
    return place + ": " + found + "\n      expected: " + expected;
  }
}
