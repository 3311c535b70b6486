/** A Postfix of the tests' own, and a host that it sends to. */
@NullMarked
package org.spfsuite.integration.postfix;

import org.jspecify.annotations.NullMarked;
