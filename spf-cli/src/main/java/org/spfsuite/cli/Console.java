package org.spfsuite.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.stream.Stream;
import org.spfsuite.core.report.TreeStyle;
import org.spfsuite.core.text.SafeText;

/**
 * What a command reads from and writes to.
 *
 * @param in the standard input
 * @param out the standard output; it throws where it cannot write
 * @param err the standard error
 * @param charset of the two outputs
 * @param watched whether somebody sits at the standard error and would like to see progress
 */
record Console(
    InputStream in, OutputStream out, OutputStream err, Charset charset, boolean watched) {

  /** The launcher sets it if the standard error is a terminal; Java cannot tell. */
  private static final String WATCHED = "spf.watched";

  private static final String BOX_DRAWING = "├─└│";
  private static final int MAX_LINE = 1000;

  /** Not {@link System#out}, which keeps it for itself if it cannot write. */
  static Console system() {
    return new Console(
        System.in,
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
        new FileOutputStream(FileDescriptor.err),
        systemCharset(),
        Boolean.getBoolean(WATCHED));
  }

  /** Nobody watches it. */
  static Console of(InputStream in, OutputStream out, OutputStream err, Charset charset) {
    return new Console(in, out, err, charset, false);
  }

  /** Java 17 names the charset of a terminal by the first, Java 19 and later by the second. */
  private static Charset systemCharset() {
    return Stream.of("sun.stdout.encoding", "stdout.encoding", "native.encoding")
        .map(System::getProperty)
        .filter(name -> name != null && Charset.isSupported(name))
        .findFirst()
        .map(Charset::forName)
        .orElseGet(Charset::defaultCharset);
  }

  /** The finest style that the console can show. */
  TreeStyle treeStyle() {
    boolean unicode = charset.canEncode() && charset.newEncoder().canEncode(BOX_DRAWING);
    return unicode ? TreeStyle.UNICODE : TreeStyle.ASCII;
  }

  /**
   * Writes a text.
   *
   * @return false if nobody reads on, as in {@code spf … | head}: no reason to complain
   * @throws IOException if it cannot be written for any other reason
   */
  boolean write(String text) throws IOException {
    return quietly(() -> out.write(text.getBytes(charset)));
  }

  /** The same for what was written but still lies in a buffer. */
  boolean flush() throws IOException {
    return quietly(out::flush);
  }

  /** Says something on one line of the standard error and goes on. */
  void warn(String message) {
    say("spf: warning: " + message);
  }

  /** Says something, made printable, on one line of the standard error, and goes on. */
  void say(String line) {
    show(SafeText.printable(line, MAX_LINE) + "\n");
  }

  /** Writes to the standard error as it is. */
  void show(String text) {
    new PrintStream(err, true, charset).print(text);
  }

  /** Writes something. */
  private interface Writing {
    void run() throws IOException;
  }

  private static boolean quietly(Writing writing) throws IOException {
    try {
      writing.run();
      return true;
    } catch (IOException e) {
      if (isClosedPipe(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Java has no type for EPIPE; Windows says "The pipe is being closed" or "has been ended". */
  private static boolean isClosedPipe(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("broken pipe") || message.contains("the pipe ");
  }
}
