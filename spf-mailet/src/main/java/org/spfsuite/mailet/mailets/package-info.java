/** Mailets for {@code mailetcontainer.xml}. */
@NullMarked
package org.spfsuite.mailet.mailets;

import org.jspecify.annotations.NullMarked;
