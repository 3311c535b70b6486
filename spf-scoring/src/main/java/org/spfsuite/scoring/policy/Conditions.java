package org.spfsuite.scoring.policy;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.scoring.expression.Expression.Call;
import org.spfsuite.scoring.expression.ExpressionParser;
import org.spfsuite.scoring.expression.Formula;
import org.spfsuite.scoring.expression.ParsedExpression;

/**
 * What {@code if} and {@code ifplugin} ask. Files written for SpamAssassin 4.0.1 with its SPF
 * plugin are read as that would read them; {@code ifplugin SpfSuite} is true here and nowhere else.
 */
final class Conditions {

  private static final double VERSION = 4.000001;
  private static final double PERL_VERSION = 5.036;
  private static final String CONF = "mail::spamassassin::conf::";
  private static final String PLUGIN = "mail::spamassassin::plugin::";

  private static final Set<String> PLUGINS =
      Set.of(
          "spfsuite",
          PLUGIN + "spf",
          PLUGIN + "wlbleval",
          PLUGIN + "relayeval",
          PLUGIN + "dnseval");

  private static final Set<String> ABILITIES =
      Set.of(
          CONF + "feature_welcomelist_blocklist",
          CONF + "feature_meta_rules_matching",
          PLUGIN + "spf::has_check_for_spf_errors");

  private final Set<String> compatible = new HashSet<>();
  private final boolean localOnly;

  Conditions(boolean localOnly) {
    this.localOnly = localOnly;
  }

  /** {@code enable_compat NAME}. */
  void enableCompat(String name) {
    compatible.add(CONF + "compat_" + name.toLowerCase(Locale.ROOT));
  }

  boolean hasPlugin(String name) {
    return PLUGINS.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether a condition holds; no value if it cannot be read.
   *
   * @param text with its parentheses
   */
  Optional<Boolean> holds(String text) {
    if (!(ExpressionParser.parse(text) instanceof ParsedExpression.Valid valid)) {
      return Optional.empty();
    }
    double[] values = {VERSION, PERL_VERSION, localOnly ? 1 : 0};
    return Optional.of(
        Formula.of(valid.expression(), Conditions::index, this::call).value(values) != 0);
  }

  private static int index(String name) {
    return switch (name) {
      case "version" -> 0;
      case "perl_version" -> 1;
      case "local_tests_only" -> 2;
      default -> -1;
    };
  }

  private Formula call(Call call) {
    String argument = call.argument().toLowerCase(Locale.ROOT);
    boolean holds =
        switch (call.function()) {
          case "plugin" -> hasPlugin(argument);
          case "can", "has" -> ABILITIES.contains(argument) || compatible.contains(argument);
          default -> false;
        };
    return values -> holds ? 1 : 0;
  }
}
