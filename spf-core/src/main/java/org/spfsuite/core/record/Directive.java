package org.spfsuite.core.record;

/**
 * RFC 7208 §4.6.1.
 *
 * <pre>
 * directive = [ qualifier ] mechanism
 * </pre>
 *
 * @param qualifier the result of a match
 * @param mechanism what is compared
 * @param span where the term stands in the record
 */
public record Directive(Qualifier qualifier, Mechanism mechanism, SourceSpan span) implements Term {

  /** Normal form: names in lower case, no qualifier for {@code +}. */
  @Override
  public String toString() {
    return (qualifier == Qualifier.PASS ? "" : qualifier.symbol()) + mechanism.toString();
  }
}
