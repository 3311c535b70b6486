package org.spfsuite.core.record;

/**
 * RFC 7208 §6.
 *
 * <pre>
 * modifier = redirect / explanation / unknown-modifier
 * </pre>
 */
public sealed interface Modifier extends Term {

  /**
   * {@code redirect=<domain-spec>}, §6.1.
   *
   * @param target whose record decides when no directive matches
   * @param span where the term stands in the record
   */
  record Redirect(DomainSpec target, SourceSpan span) implements Modifier {
    @Override
    public String toString() {
      return "redirect=" + target;
    }
  }

  /**
   * {@code exp=<domain-spec>}, §6.2.
   *
   * @param target whose TXT record explains a fail
   * @param span where the term stands in the record
   */
  record Exp(DomainSpec target, SourceSpan span) implements Modifier {
    @Override
    public String toString() {
      return "exp=" + target;
    }
  }

  /**
   * {@code name=<macro-string>}: to be ignored, §6.
   *
   * @param name as written
   * @param value the macro-string, checked for syntax only
   * @param span where the term stands in the record
   */
  record Unknown(String name, MacroString value, SourceSpan span) implements Modifier {
    @Override
    public String toString() {
      return name + "=" + value;
    }
  }
}
