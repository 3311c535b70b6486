/**
 * The arithmetic of metas and conditions in {@code .cf} files, read and worked out: {@link
 * org.spfsuite.scoring.expression.Expression}.
 */
@NullMarked
package org.spfsuite.scoring.expression;

import org.jspecify.annotations.NullMarked;
