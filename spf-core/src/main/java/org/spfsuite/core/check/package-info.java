/**
 * {@code check_host()} of RFC 7208 §4. Start with {@link org.spfsuite.core.check.CheckHost}, then
 * read {@code Evaluation}, which walks the records, and {@code MechanismMatcher}, which answers for
 * each mechanism of §5.
 */
@NullMarked
package org.spfsuite.core.check;

import org.jspecify.annotations.NullMarked;
