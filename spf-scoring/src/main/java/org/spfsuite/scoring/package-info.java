/** Points for what SPF says of a message, in the words of SpamAssassin. */
@NullMarked
package org.spfsuite.scoring;

import org.jspecify.annotations.NullMarked;
