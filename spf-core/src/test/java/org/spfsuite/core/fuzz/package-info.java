/**
 * Fuzz targets as plain methods. Seeds and crashers in {@code src/test/resources/fuzz} are replayed
 * by every build; {@code mvn -Pfuzz} looks for more.
 */
@NullMarked
package org.spfsuite.core.fuzz;

import org.jspecify.annotations.NullMarked;
