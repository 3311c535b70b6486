/** Tests of stores. */
@NullMarked
package org.spfsuite.srs.store;

import org.jspecify.annotations.NullMarked;
