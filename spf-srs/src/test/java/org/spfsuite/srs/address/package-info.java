/** Tests of addresses. */
@NullMarked
package org.spfsuite.srs.address;

import org.jspecify.annotations.NullMarked;
