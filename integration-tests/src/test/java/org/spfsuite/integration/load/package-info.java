/** Long runs, in a profile of their own: {@code mvn verify -Pload}. */
@NullMarked
package org.spfsuite.integration.load;

import org.jspecify.annotations.NullMarked;
