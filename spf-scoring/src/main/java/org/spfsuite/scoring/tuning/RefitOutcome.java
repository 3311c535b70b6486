package org.spfsuite.scoring.tuning;

/** What a refit came to: {@link Refitted} points, or {@link NothingToLearn} and why. */
public sealed interface RefitOutcome permits Refitted, NothingToLearn {}
