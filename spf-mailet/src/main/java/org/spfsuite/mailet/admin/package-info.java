/** What an administrator asks of the running system: web administration and health. */
@NullMarked
package org.spfsuite.mailet.admin;

import org.jspecify.annotations.NullMarked;
