/** What several tests need. */
@NullMarked
package org.spfsuite.scoring.testing;

import org.jspecify.annotations.NullMarked;
