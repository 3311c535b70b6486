package org.spfsuite.scoring.policy;

import static org.spfsuite.scoring.policy.CfValues.number;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.spfsuite.scoring.eval.EvalFunctions;
import org.spfsuite.scoring.expression.Expression;
import org.spfsuite.scoring.expression.Expression.Call;
import org.spfsuite.scoring.expression.ExpressionParser;
import org.spfsuite.scoring.expression.ParsedExpression;
import org.spfsuite.scoring.policy.Overlay.Change;
import org.spfsuite.scoring.rule.Points;
import org.spfsuite.scoring.rule.Rule;
import org.spfsuite.scoring.rule.Rule.Body.Eval;
import org.spfsuite.scoring.rule.Rule.Body.Meta;

/** Rules, what they are worth, and what is said of them. */
final class RuleDirectives {

  private final Draft draft;

  private RuleDirectives(Draft draft) {
    this.draft = draft;
  }

  static void addTo(Map<String, Consumer<CfLine>> table, Draft draft) {
    new RuleDirectives(draft).put(table);
  }

  private void put(Map<String, Consumer<CfLine>> table) {
    table.put("header", this::header);
    table.put("meta", this::meta);
    table.put("score", this::score);
    table.put("describe", line -> draft.describe(ruleName(line), line.afterFirst()));
    table.put("tflags", this::tflags);
    table.put("priority", line -> number(line.afterFirst())); // the order makes no difference here
    table.put("reuse", RuleDirectives::ruleName);
    table.put("required_score", this::required);
    table.put("required_hits", this::required);
  }

  private static String ruleName(CfLine line) {
    return ruleName(line.first());
  }

  private static String ruleName(String name) {
    if (!Rule.isName(name)) {
      throw new IllegalArgumentException(
          "a rule's name has letters, digits and underscores, no digit first");
    }
    return name;
  }

  private void header(CfLine line) {
    String name = ruleName(line);
    String body = line.afterFirst();
    if (!body.startsWith("eval:")) {
      draft.problems.note(line, name + " looks for text in a header, which is not done here");
      return;
    }
    String call = body.substring("eval:".length()).strip();
    int open = call.indexOf('(');
    if (open < 1 || !call.endsWith(")")) {
      throw new IllegalArgumentException("expected eval:function(arguments)");
    }
    String function = call.substring(0, open).strip();
    if (EvalFunctions.isKnown(function)) {
      List<String> arguments = arguments(call.substring(open + 1, call.length() - 1));
      define(name, new Eval(call, EvalFunctions.bind(function, arguments)));
    } else if (function.contains("spf")) {
      throw new IllegalArgumentException("there is no function " + function);
    } else {
      draft.problems.note(line, function + " is not about SPF; " + name + " never hits");
    }
  }

  private static List<String> arguments(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).map(CfValues::unquoted).toList();
  }

  private void meta(CfLine line) {
    String name = ruleName(line);
    ParsedExpression parsed = ExpressionParser.parse(line.afterFirst());
    if (parsed instanceof ParsedExpression.Malformed wrong) {
      throw new IllegalArgumentException(
          "at character "
              + (wrong.position() + 1)
              + " of the expression expected "
              + wrong.expected());
    }
    Expression expression = ((ParsedExpression.Valid) parsed).expression();
    draft.count(
        Bound.MATCHING, (int) expression.parts().filter(RuleDirectives::isMatching).count());
    define(name, new Meta(line.afterFirst(), expression));
  }

  private static boolean isMatching(Expression part) {
    return part instanceof Call call && call.function().equals("rules_matching");
  }

  private void define(String name, Rule.Body body) {
    if (draft.isInOverlay()) {
      throw new IllegalArgumentException("rules are for everybody; expected before for_...");
    }
    draft.define(name, body);
  }

  private void score(CfLine line) {
    String name = ruleName(line);
    List<String> values = line.words().subList(1, line.words().size());
    if (values.size() != 1 && values.size() != 4) {
      throw new IllegalArgumentException("expected one number or four");
    }
    boolean relative = values.stream().allMatch(RuleDirectives::isRelative);
    if (!relative && values.stream().anyMatch(RuleDirectives::isRelative)) {
      throw new IllegalArgumentException("either all numbers have parentheses or none");
    }
    List<Double> sets =
        values.stream()
            .map(value -> relative ? value.substring(1, value.length() - 1) : value)
            .map(CfValues::number)
            .toList();
    Points points = sets.size() == 1 ? Points.of(sets.get(0)) : new Points(sets);
    draft.count(Bound.SCORES, 1);
    draft.section().points.add(new Change(name, points, relative));
  }

  private static boolean isRelative(String value) {
    return value.startsWith("(") && value.endsWith(")") && value.length() > 2;
  }

  private void tflags(CfLine line) {
    String name = ruleName(line);
    draft.flag(
        name,
        line.words().stream()
            .skip(1)
            .map(word -> word.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()));
  }

  private void required(CfLine line) {
    draft.section().required = OptionalDouble.of(number(line.value()));
  }
}
