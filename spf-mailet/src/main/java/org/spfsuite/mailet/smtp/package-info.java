/** The SMTP side: {@link org.spfsuite.mailet.smtp.SpfHook}. */
@NullMarked
package org.spfsuite.mailet.smtp;

import org.jspecify.annotations.NullMarked;
