/** A real DNS server on loopback for tests, demo and benchmarks; shipped as the test-jar. */
@NullMarked
package org.spfsuite.core.testing;

import org.jspecify.annotations.NullMarked;
