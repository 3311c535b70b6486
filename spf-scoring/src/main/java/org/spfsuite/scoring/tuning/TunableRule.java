package org.spfsuite.scoring.tuning;

/**
 * A rule whose points may change.
 *
 * @param name ASCII letters, digits and underscores, no digit first
 * @param points what it gives now, from -1,000,000 to 1,000,000; may lie outside its range
 * @param min least points that it may get, same range
 * @param max most points that it may get, same range, above {@code min}
 */
public record TunableRule(String name, double points, double min, double max) {

  /** Points that say nothing and keep a rule alive; SpamAssassin has rules with them too. */
  private static final double NEXT_TO_NOTHING = 0.001;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the name is none or a number is out of range
   */
  public TunableRule {
    if (!RuleNames.isValid(name)) {
      throw new IllegalArgumentException("not a rule's name");
    }
    if (!Points.isValid(points) || !Points.isValid(min) || !Points.isValid(max) || !(min < max)) {
      throw new IllegalArgumentException(
          "points of " + name + " out of range: " + points + " in " + min + " to " + max);
    }
  }

  /**
   * A rule that keeps its sign, and that alone may reach the threshold but not pass it. Rules that
   * a sender has in hand, such as {@code SPF_PASS}, should get a narrower range: a log of yesterday
   * does not know what spammers do once it pays.
   *
   * @param name of the rule
   * @param points what it gives now
   * @param nice whether it speaks for a message ({@code tflags nice}): then from {@code -required}
   *     to 0 points, otherwise from 0 to {@code required}
   * @param required the threshold, above 0
   * @throws IllegalArgumentException if the name is none or a number is out of range
   */
  public static TunableRule of(String name, double points, boolean nice, double required) {
    return nice
        ? new TunableRule(name, points, -required, 0)
        : new TunableRule(name, points, 0, required);
  }

  /**
   * Points as a file of scores can have them: three decimals, within the range, and not 0 if the
   * range leaves a choice, since 0 switches a rule off and with it all that builds on it.
   */
  double publishable(double fitted) {
    double rounded = Points.printed(fitted);
    boolean negative = fitted < 0 || max <= 0;
    double points = rounded == 0 ? (negative ? -NEXT_TO_NOTHING : NEXT_TO_NOTHING) : rounded;
    return Math.min(Math.max(points, Points.printedUp(min)), Points.printedDown(max));
  }
}
