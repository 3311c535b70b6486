package org.spfsuite.core.record;

/**
 * RFC 7208 §7.1.
 *
 * <pre>
 * domain-spec = macro-string domain-end
 * domain-end  = ( "." toplabel [ "." ] ) / macro-expand
 * </pre>
 *
 * @param macros the macro-string, its end checked
 */
public record DomainSpec(MacroString macros) {

  /** As written in the record. */
  @Override
  public String toString() {
    return macros.toString();
  }
}
