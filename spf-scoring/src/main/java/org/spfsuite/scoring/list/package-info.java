/**
 * Lists of mail addresses with wildcards, as administrators keep them: {@link
 * org.spfsuite.scoring.list.AddressList}.
 */
@NullMarked
package org.spfsuite.scoring.list;

import org.jspecify.annotations.NullMarked;
