/** What is counted: {@link org.spfsuite.mailet.metrics.SpfMetrics}. */
@NullMarked
package org.spfsuite.mailet.metrics;

import org.jspecify.annotations.NullMarked;
