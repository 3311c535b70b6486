/**
 * The command {@code spf}: {@link org.spfsuite.cli.Main} starts it, {@code CheckCommand} is its
 * first subcommand. Thin over engine and scoring: options in, verdicts and points out.
 */
@NullMarked
package org.spfsuite.cli;

import org.jspecify.annotations.NullMarked;
