/** Tests of the scheme. */
@NullMarked
package org.spfsuite.srs;

import org.jspecify.annotations.NullMarked;
