/** James, as little of it as tests need, written by hand. */
@NullMarked
package org.spfsuite.mailet.testing;

import org.jspecify.annotations.NullMarked;
