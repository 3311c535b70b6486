/** Tests of limits. */
@NullMarked
package org.spfsuite.srs.limit;

import org.jspecify.annotations.NullMarked;
