package org.spfsuite.cli;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help;

/** Runs the command in this process. */
final class Shell {

  private static final InputStream NOTHING = InputStream.nullInputStream();

  private Shell() {}

  /**
   * What a run left behind.
   *
   * @param exitCode the exit code
   * @param out the standard output
   * @param err the standard error
   */
  record Run(int exitCode, String out, String err) {}

  static Run spf(String... arguments) {
    return run(NOTHING, StandardCharsets.UTF_8, arguments);
  }

  static Run spfWithInput(String input, String... arguments) {
    byte[] octets = input.getBytes(StandardCharsets.UTF_8);
    return run(new ByteArrayInputStream(octets), StandardCharsets.UTF_8, arguments);
  }

  static Run spfIn(Charset charset, String... arguments) {
    return run(NOTHING, charset, arguments);
  }

  private static Run run(InputStream in, Charset charset, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.commandLine(Console.of(in, new BufferedOutputStream(out), err, charset), arguments)
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
            .execute(arguments);
    return new Run(exitCode, out.toString(charset), err.toString(charset));
  }
}
