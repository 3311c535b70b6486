/**
 * What is checked: DNS data in the forms that both engines read fastest, and requests. Everything
 * is seeded; start at {@link org.spfsuite.benchmarks.world.Shape}.
 */
@NullMarked
package org.spfsuite.benchmarks.world;

import org.jspecify.annotations.NullMarked;
