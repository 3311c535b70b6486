package org.spfsuite.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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
    return input(file + ": cannot be read, " + reason(cause));
  }

  /** A file cannot be written. */
  static CommandException unwritable(String file, IOException cause) {
    String reason =
        cause instanceof NoSuchFileException ? "there is no such folder" : reason(cause);
    return input(file + ": cannot be written, " + reason);
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    boolean saysWhy = cause instanceof FileSystemException wrong && wrong.getReason() != null;
    return String.valueOf(saysWhy ? ((FileSystemException) cause).getReason() : cause.getMessage());
  }

  /** Whether the command's help can help. */
  boolean isUsage() {
    return usage;
  }
}
