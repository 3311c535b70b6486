/**
 * From facts to points: {@link org.spfsuite.scoring.score.CompiledPolicy}, {@link
 * org.spfsuite.scoring.score.ScoreReport}.
 */
@NullMarked
package org.spfsuite.scoring.score;

import org.jspecify.annotations.NullMarked;
