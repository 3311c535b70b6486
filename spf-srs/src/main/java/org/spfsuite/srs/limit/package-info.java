/**
 * How often addresses of ours may be used, so that whoever gets hold of one gains little: {@link
 * org.spfsuite.srs.limit.ReversalGuard} counts, {@link org.spfsuite.srs.limit.ReversalLimits} says
 * how far.
 */
@NullMarked
package org.spfsuite.srs.limit;

import org.jspecify.annotations.NullMarked;
