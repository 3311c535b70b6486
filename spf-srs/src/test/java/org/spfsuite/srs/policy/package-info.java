/** Tests of which senders are rewritten. */
@NullMarked
package org.spfsuite.srs.policy;

import org.jspecify.annotations.NullMarked;
