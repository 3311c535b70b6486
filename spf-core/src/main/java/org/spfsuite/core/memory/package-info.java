/**
 * What checks need not find out again. {@link org.spfsuite.core.memory.PolicyMemory} keeps verdicts
 * for the addresses that they hold for, {@link org.spfsuite.core.memory.RecordMemory} keeps records
 * as the parser read them. Both are bounded and hold nothing that a check would not find itself.
 */
@NullMarked
package org.spfsuite.core.memory;

import org.jspecify.annotations.NullMarked;
