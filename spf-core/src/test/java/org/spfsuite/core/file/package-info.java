/** Tests of following files. */
@NullMarked
package org.spfsuite.core.file;

import org.jspecify.annotations.NullMarked;
