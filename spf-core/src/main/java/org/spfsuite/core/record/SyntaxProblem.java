package org.spfsuite.core.record;

/**
 * What is wrong with a record, where, and how to mend it.
 *
 * @param span the offending characters
 * @param found the offending text, as published: not safe to print
 * @param expected what would be right, for people
 * @param section of RFC 7208, such as {@code 5.6}
 */
public record SyntaxProblem(SourceSpan span, String found, String expected, String section) {}
