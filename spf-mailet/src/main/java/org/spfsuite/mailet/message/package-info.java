/** The one place that touches mail types: header fields of messages on their way in. */
@NullMarked
package org.spfsuite.mailet.message;

import org.jspecify.annotations.NullMarked;
