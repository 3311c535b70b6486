/**
 * Header fields that tell later readers of a message what the check found. {@link
 * org.spfsuite.core.header.ReceivedSpf} and {@link org.spfsuite.core.header.AuthenticationResults}
 * write and read one field each; what they share of the grammar is in {@code Lexemes} (writing),
 * {@code Folding} and {@code FieldScanner} (reading).
 */
@NullMarked
package org.spfsuite.core.header;

import org.jspecify.annotations.NullMarked;
