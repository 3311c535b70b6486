/** The command in process, over zone files and real sockets, and once as a process of its own. */
@NullMarked
package org.spfsuite.cli;

import org.jspecify.annotations.NullMarked;
