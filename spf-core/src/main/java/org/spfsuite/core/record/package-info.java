/**
 * The grammar of an SPF record (RFC 7208 §4.6, §5, §6, §7, §12). Start with {@link
 * org.spfsuite.core.record.SpfRecord}; {@link org.spfsuite.core.record.SpfRecordParser} is the one
 * parser of the suite.
 */
@NullMarked
package org.spfsuite.core.record;

import org.jspecify.annotations.NullMarked;
