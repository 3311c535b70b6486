/**
 * What it takes to follow files that people edit while we run: {@link
 * org.spfsuite.core.file.FileStamp} tells whether one has changed, {@link
 * org.spfsuite.core.file.Lookout} when to look.
 */
@NullMarked
package org.spfsuite.core.file;

import org.jspecify.annotations.NullMarked;
