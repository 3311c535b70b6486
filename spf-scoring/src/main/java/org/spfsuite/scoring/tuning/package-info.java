/**
 * Points refitted to a site's own mail. Read {@link org.spfsuite.scoring.tuning.HitLog} first,
 * which keeps what hit in which message, then {@link org.spfsuite.scoring.tuning.Refit}, which
 * learns points from it and says how; {@link org.spfsuite.scoring.tuning.TuningReport}, {@link
 * org.spfsuite.scoring.tuning.RocSvg} and {@link org.spfsuite.scoring.tuning.ScoreFile} write down
 * what came of it. {@link org.spfsuite.scoring.tuning.WhatIf} scores a log anew without learning.
 *
 * <p>Only {@code Fit} sees the numeric library, which is an optional dependency: whoever only
 * reads, writes or scores logs anew can do without.
 */
@NullMarked
package org.spfsuite.scoring.tuning;

import org.jspecify.annotations.NullMarked;
