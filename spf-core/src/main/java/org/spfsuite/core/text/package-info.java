/** Making text from attackers fit for logs, headers and SMTP replies. */
@NullMarked
package org.spfsuite.core.text;

import org.jspecify.annotations.NullMarked;
