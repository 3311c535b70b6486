/** Tests of what is told. */
@NullMarked
package org.spfsuite.srs.audit;

import org.jspecify.annotations.NullMarked;
