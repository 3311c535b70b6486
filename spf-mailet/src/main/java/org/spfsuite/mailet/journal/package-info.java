/** What is written down of decisions: lines of the log, and the last refusals. */
@NullMarked
package org.spfsuite.mailet.journal;

import org.jspecify.annotations.NullMarked;
