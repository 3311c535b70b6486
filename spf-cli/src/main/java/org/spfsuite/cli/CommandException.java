package org.spfsuite.cli;

import java.io.IOException;
import org.spfsuite.core.file.IoReason;

/** Ends a command with a message for its user and {@link ExitCodes#ERROR}. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean usage;

  private CommandException(String message, boolean usage) {
    super(message);
    this.usage = usage;
  }

  /** The options do not go together or have a wrong value. */
  static CommandException usage(String message) {
    return new CommandException(message, true);
  }

  /** The options may be right, but what they name is not. */
  static CommandException input(String message) {
    return new CommandException(message, false);
  }

  /**
   * A file cannot be read.
   *
   * @param file the option and the file, or what else tells it
   */
  static CommandException unreadable(String file, IOException cause) {
    return input(file + ": cannot be read, " + IoReason.of(cause));
  }

  /** A file cannot be written. */
  static CommandException unwritable(String file, IOException cause) {
    return input(file + ": cannot be written, " + IoReason.ofWriting(cause));
  }

  /** Whether the command's help can help. */
  boolean isUsage() {
    return usage;
  }
}
