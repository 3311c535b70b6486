package org.spfsuite.scoring.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands behind {@code meta NAME} and within {@code if (...)}: numbers, names, calls and
 * Perl's operators, in Perl's order.
 *
 * <pre>
 * expression = or [ "?" expression ":" expression ]
 * or         = and *( "||" and )
 * and        = xor *( "&amp;&amp;" xor )
 * xor        = equality *( "^" equality )
 * equality   = relation *( ( "==" / "!=" ) relation )
 * relation   = sum *( ( "&lt;" / "&lt;=" / "&gt;" / "&gt;=" ) sum )
 * sum        = product *( ( "+" / "-" ) product )
 * product    = unary *( ( "*" / "/" ) unary )
 * unary      = *( "!" / "-" / "+" ) primary
 * primary    = number / name [ "(" argument ")" ] / "(" expression ")"
 * </pre>
 */
public sealed interface Expression {

  /**
   * A decimal number.
   *
   * @param value not negative
   */
  record Constant(double value) implements Expression {}

  /**
   * The value of a rule, or of a word such as {@code version}.
   *
   * @param name letters, digits and underscores, no digit first
   */
  record Name(String name) implements Expression {}

  /**
   * A question such as {@code plugin(Mail::SpamAssassin::Plugin::SPF)} or {@code
   * rules_matching(SPF_*)}.
   *
   * @param function its name
   * @param argument what stands in the parentheses
   */
  record Call(String function, String argument) implements Expression {}

  /**
   * An operator before its operand.
   *
   * @param operator one of {@code ! -}
   * @param operand what it works on
   */
  record Unary(Operator operator, Expression operand) implements Expression {}

  /**
   * An operator between its operands.
   *
   * @param operator any but {@code !}
   * @param left what stands before it
   * @param right what stands behind it
   */
  record Binary(Operator operator, Expression left, Expression right) implements Expression {}

  /**
   * {@code condition ? yes : no}.
   *
   * @param condition not zero: yes
   * @param yes worked out only then
   * @param no worked out only otherwise
   */
  record Choice(Expression condition, Expression yes, Expression no) implements Expression {}

  /** This one and all that it is made of. */
  default Stream<Expression> parts() {
    List<Expression> parts = new ArrayList<>();
    parts.add(this);
    for (int i = 0; i < parts.size(); i++) { // grows meanwhile; a thousand levels need no stack
      parts.addAll(parts.get(i).operands());
    }
    return parts.stream();
  }

  private List<Expression> operands() {
    if (this instanceof Unary unary) {
      return List.of(unary.operand());
    }
    if (this instanceof Binary binary) {
      return List.of(binary.left(), binary.right());
    }
    return this instanceof Choice choice
        ? List.of(choice.condition(), choice.yes(), choice.no())
        : List.of();
  }
}
