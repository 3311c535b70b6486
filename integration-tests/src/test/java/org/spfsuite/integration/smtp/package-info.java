/** A client that speaks SMTP line by line and remembers what was said. */
@NullMarked
package org.spfsuite.integration.smtp;

import org.jspecify.annotations.NullMarked;
