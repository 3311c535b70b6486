package org.spfsuite.core.record;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A record that keeps the grammar of RFC 7208 §12.
 *
 * @param text the record as published
 * @param directives in source order
 * @param modifiers in source order
 */
public record SpfRecord(String text, List<Directive> directives, List<Modifier> modifiers) {

  /** Copies the lists. */
  public SpfRecord {
    directives = List.copyOf(directives);
    modifiers = List.copyOf(modifiers);
  }

  /** All terms in source order. */
  public List<Term> terms() {
    return Stream.<Term>concat(directives.stream(), modifiers.stream())
        .sorted(Comparator.comparingInt(term -> term.span().start()))
        .toList();
  }

  /** The record in normal form: single blanks, names in lower case, nothing that is a default. */
  public String normalized() {
    return Stream.concat(Stream.of("v=spf1"), terms().stream().map(Term::toString))
        .collect(Collectors.joining(" "));
  }

  /** The {@code redirect} modifier; RFC 7208 §6 allows one at the most. */
  public Optional<Modifier.Redirect> redirect() {
    return only(Modifier.Redirect.class);
  }

  /** The {@code exp} modifier; RFC 7208 §6 allows one at the most. */
  public Optional<Modifier.Exp> exp() {
    return only(Modifier.Exp.class);
  }

  private <M extends Modifier> Optional<M> only(Class<M> type) {
    for (Modifier modifier : modifiers) {
      if (type.isInstance(modifier)) {
        return Optional.of(type.cast(modifier));
      }
    }
    return Optional.empty();
  }

  /** Whether an {@code all} mechanism makes {@code redirect} void (RFC 7208 §6.1). */
  public boolean hasAll() {
    for (Directive directive : directives) {
      if (directive.mechanism() instanceof Mechanism.All) {
        return true;
      }
    }
    return false;
  }
}
