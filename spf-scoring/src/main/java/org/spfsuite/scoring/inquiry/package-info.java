/**
 * Finding out what rules want to know of a message: {@link org.spfsuite.scoring.inquiry.Inquiry}.
 */
@NullMarked
package org.spfsuite.scoring.inquiry;

import org.jspecify.annotations.NullMarked;
