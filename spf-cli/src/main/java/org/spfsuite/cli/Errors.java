package org.spfsuite.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.text.SafeText;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells users what went wrong: one line what, one line what to do, never a stack trace. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final int MAX_MESSAGE = 1000;

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    complain(command, e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
      pointToHelp(command);
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof CommandException known) {
      complain(command, known.getMessage());
      if (known.isUsage()) {
        pointToHelp(command);
      }
    } else if (e instanceof IOException) {
      complain(command, "cannot write the output: " + e.getMessage());
    } else {
      complain(command, "internal error, please report it: " + e);
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static void complain(CommandLine command, @Nullable String message) {
    String text =
        command.getCommandSpec().qualifiedName()
            + ": "
            + SafeText.printable(String.valueOf(message), MAX_MESSAGE);
    command.getErr().println(command.getColorScheme().errorText(text));
  }

  private static void pointToHelp(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println("Try '" + name + " --help'.");
  }
}
