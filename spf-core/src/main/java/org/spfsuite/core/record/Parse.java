package org.spfsuite.core.record;

import java.util.function.Function;

/**
 * What became of a piece of a record: its value or the first thing wrong with it.
 *
 * @param <T> the value
 */
sealed interface Parse<T> {

  record Ok<T>(T value) implements Parse<T> {}

  record Bad<T>(SyntaxProblem problem) implements Parse<T> {}

  static <T> Parse<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Parse<T> bad(String text, int start, int end, String expected, String section) {
    SourceSpan span = new SourceSpan(start, end);
    return new Bad<>(new SyntaxProblem(span, span.of(text), expected, section));
  }

  default <R> Parse<R> then(Function<T, Parse<R>> next) {
    return this instanceof Ok<T> ok ? next.apply(ok.value()) : new Bad<>(((Bad<T>) this).problem());
  }

  default <R> Parse<R> map(Function<T, R> function) {
    return then(value -> ok(function.apply(value)));
  }
}
