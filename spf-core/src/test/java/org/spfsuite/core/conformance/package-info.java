/** The public RFC 7208 test suite, run as it stands. */
@NullMarked
package org.spfsuite.core.conformance;

import org.jspecify.annotations.NullMarked;
