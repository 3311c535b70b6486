/**
 * Matchers for {@code mailetcontainer.xml} over what {@link org.spfsuite.mailet.message.SpfMarks}
 * left.
 */
@NullMarked
package org.spfsuite.mailet.matchers;

import org.jspecify.annotations.NullMarked;
