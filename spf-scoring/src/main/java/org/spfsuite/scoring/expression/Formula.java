package org.spfsuite.scoring.expression;

import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.spfsuite.scoring.expression.Expression.Binary;
import org.spfsuite.scoring.expression.Expression.Call;
import org.spfsuite.scoring.expression.Expression.Choice;
import org.spfsuite.scoring.expression.Expression.Constant;
import org.spfsuite.scoring.expression.Expression.Name;
import org.spfsuite.scoring.expression.Expression.Unary;

/** An expression made ready to be worked out often, over values that have numbers for names. */
@FunctionalInterface
public interface Formula {

  /** What it comes to; Perl's truth is anything but zero. */
  double value(double[] values);

  /**
   * Makes an expression ready.
   *
   * @param index of a name's value; below zero: the name is unknown and worth 0
   * @param calls what a call comes to
   */
  static Formula of(
      Expression expression, ToIntFunction<String> index, Function<Call, Formula> calls) {
    if (expression instanceof Constant constant) {
      double value = constant.value();
      return values -> value;
    }
    if (expression instanceof Name name) {
      int at = index.applyAsInt(name.name());
      return at < 0 ? values -> 0 : values -> values[at];
    }
    if (expression instanceof Call call) {
      return calls.apply(call);
    }
    if (expression instanceof Unary unary) {
      Formula operand = of(unary.operand(), index, calls);
      return unary.operator() == Operator.NOT
          ? values -> truth(operand.value(values) == 0)
          : values -> -operand.value(values);
    }
    if (expression instanceof Choice choice) {
      Formula condition = of(choice.condition(), index, calls);
      Formula yes = of(choice.yes(), index, calls);
      Formula no = of(choice.no(), index, calls);
      return values -> condition.value(values) != 0 ? yes.value(values) : no.value(values);
    }
    Binary binary = (Binary) expression;
    return of(binary.operator(), of(binary.left(), index, calls), of(binary.right(), index, calls));
  }

  private static Formula of(Operator operator, Formula left, Formula right) {
    return switch (operator) {
      case OR ->
          values -> {
            double value = left.value(values);
            return value != 0 ? value : right.value(values);
          };
      case AND ->
          values -> {
            double value = left.value(values);
            return value == 0 ? value : right.value(values);
          };
      case XOR -> values -> (long) left.value(values) ^ (long) right.value(values);
      case EQUAL -> values -> truth(left.value(values) == right.value(values));
      case UNEQUAL -> values -> truth(left.value(values) != right.value(values));
      case AT_MOST -> values -> truth(left.value(values) <= right.value(values));
      case AT_LEAST -> values -> truth(left.value(values) >= right.value(values));
      case LESS -> values -> truth(left.value(values) < right.value(values));
      case GREATER -> values -> truth(left.value(values) > right.value(values));
      case PLUS -> values -> left.value(values) + right.value(values);
      case MINUS -> values -> left.value(values) - right.value(values);
      case TIMES -> values -> left.value(values) * right.value(values);
      case DIVIDED ->
          values -> {
            double divisor = right.value(values);
            return divisor == 0 ? 0 : left.value(values) / divisor;
          };
      case NOT -> throw new IllegalStateException("! stands before its operand");
    };
  }

  private static double truth(boolean holds) {
    return holds ? 1 : 0;
  }
}
