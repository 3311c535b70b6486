/** How fast senders are rewritten and known again: {@code mvn -q -Pbench-srs}. */
@NullMarked
package org.spfsuite.benchmarks.srs;

import org.jspecify.annotations.NullMarked;
