/**
 * What is known of a message before any point is given: {@link org.spfsuite.scoring.fact.Facts}.
 */
@NullMarked
package org.spfsuite.scoring.fact;

import org.jspecify.annotations.NullMarked;
