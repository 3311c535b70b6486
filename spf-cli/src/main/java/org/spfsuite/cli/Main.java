package org.spfsuite.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Where the JVM begins. */
public final class Main {

  private Main() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(Console.system(), args));
  }

  private static int run(Console console, String... args) {
    try {
      return commandLine(console).execute(args);
    } catch (Error e) {
      // The JVM's own exit code for this is 1, which would say "fail" of the sender.
      console.warn("gave up: " + e);
      return ExitCodes.ERROR;
    }
  }

  /** The whole command over a console. */
  static CommandLine commandLine(Console console) {
    CommandLine spf =
        new CommandLine(new SpfCommand()).addSubcommand("check", new CheckCommand(console));
    Errors errors = new Errors();
    return spf.setOut(new PrintWriter(console.out(), true, console.charset()))
        .setErr(new PrintWriter(console.err(), true, console.charset()))
        .setExpandAtFiles(false) // a sender may begin with an at sign
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }
}
