package org.spfsuite.core.record;

/**
 * RFC 7208 §4.6.1.
 *
 * <pre>
 * terms = *( 1*SP ( directive / modifier ) )
 * </pre>
 */
public sealed interface Term permits Directive, Modifier {

  /** Where the term stands in the record. */
  SourceSpan span();
}
