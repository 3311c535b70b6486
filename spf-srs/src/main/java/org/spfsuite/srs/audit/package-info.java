/** What is told of each decision: {@link org.spfsuite.srs.audit.Audit}. */
@NullMarked
package org.spfsuite.srs.audit;

import org.jspecify.annotations.NullMarked;
