/**
 * Macro expansion (RFC 7208 §7): {@link org.spfsuite.core.macro.MacroExpander} over the values of
 * one {@link org.spfsuite.core.macro.MacroContext}.
 */
@NullMarked
package org.spfsuite.core.macro;

import org.jspecify.annotations.NullMarked;
