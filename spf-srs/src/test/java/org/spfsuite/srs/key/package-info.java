/** Tests of keys. */
@NullMarked
package org.spfsuite.srs.key;

import org.jspecify.annotations.NullMarked;
