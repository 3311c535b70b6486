/**
 * Fuzz targets as plain methods. Every build replays the seeds and crashers among the test
 * resources; {@code mvn -Pfuzz} looks for more.
 */
@NullMarked
package org.spfsuite.core.fuzz;

import org.jspecify.annotations.NullMarked;
