/** Header fields that tell later readers of a message what the check found. */
@NullMarked
package org.spfsuite.core.header;

import org.jspecify.annotations.NullMarked;
