/**
 * SPF in Apache James. Start with {@link org.spfsuite.mailet.smtp.SpfHook}, which James calls, and
 * {@link org.spfsuite.mailet.SpfService}, which holds the engine. Guice's own annotations are used
 * throughout, never {@code javax.inject} or {@code jakarta.inject}, so that the same classes work
 * in both lines of James.
 */
@NullMarked
package org.spfsuite.mailet;

import org.jspecify.annotations.NullMarked;
