/**
 * Reports as header fields, text and JSON: {@link org.spfsuite.scoring.report.SpamHeaders}, {@link
 * org.spfsuite.scoring.report.ScoreText}, {@link org.spfsuite.scoring.report.ScoreJson}.
 */
@NullMarked
package org.spfsuite.scoring.report;

import org.jspecify.annotations.NullMarked;
