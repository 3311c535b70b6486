/** Cases that SpamAssassin was run on, run again here. */
@NullMarked
package org.spfsuite.scoring.parity;

import org.jspecify.annotations.NullMarked;
