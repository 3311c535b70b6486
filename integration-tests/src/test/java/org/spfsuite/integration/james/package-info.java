/**
 * A real Apache James in a process of its own: {@link org.spfsuite.integration.james.JamesServer}.
 */
@NullMarked
package org.spfsuite.integration.james;

import org.jspecify.annotations.NullMarked;
