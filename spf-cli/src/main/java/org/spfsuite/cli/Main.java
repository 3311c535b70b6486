package org.spfsuite.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** Where the JVM begins. */
public final class Main {

  private static final List<String> COMMANDS = List.of("check", "score", "tune", "rescore", "srs");

  private Main() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(Console.system(), args));
  }

  private static int run(Console console, String... args) {
    try {
      return commandLine(console, args).execute(args);
    } catch (Error e) {
      // The JVM's own exit code for this is 1, which would say "fail" of the sender.
      console.warn("gave up: " + e);
      return ExitCodes.ERROR;
    }
  }

  /**
   * The command over a console.
   *
   * @param args what it will be given: if they name a subcommand there is no other, as getting each
   *     ready takes time that a single check would notice
   */
  static CommandLine commandLine(Console console, String... args) {
    CommandLine spf = new CommandLine(new SpfCommand());
    for (String name : wanted(args)) {
      spf.addSubcommand(name, command(name, console));
    }
    Errors errors = new Errors();
    return spf.setOut(new PrintWriter(console.out(), true, console.charset()))
        .setErr(new PrintWriter(console.err(), true, console.charset()))
        .setExpandAtFiles(false) // a sender may begin with an at sign
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  private static List<String> wanted(String... args) {
    return args.length > 0 && COMMANDS.contains(args[0]) ? List.of(args[0]) : COMMANDS;
  }

  private static Object command(String name, Console console) {
    return switch (name) {
      case "check" -> new CheckCommand(console);
      case "score" -> new ScoreCommand(console);
      case "tune" -> new TuneCommand(console);
      case "rescore" -> new RescoreCommand(console);
      case "srs" -> SrsCommand.commandLine(console);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
