package org.spfsuite.integration.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A mail server on loopback that takes everything for everybody and keeps it. */
public final class SmtpSink implements AutoCloseable {

  private final ServerSocket server;
  private final List<Received> messages = new CopyOnWriteArrayList<>();

  /**
   * A message.
   *
   * @param sender as in MAIL, without angle brackets
   * @param recipients as in RCPT, without angle brackets
   * @param text header and body
   */
  public record Received(String sender, List<String> recipients, String text) {}

  private SmtpSink(ServerSocket server) {
    this.server = server;
  }

  /** Starts one on any port. */
  public static SmtpSink start() throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SmtpSink sink = new SmtpSink(server);
    daemon(sink::accept);
    return sink;
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "smtp-sink");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Session(socket).run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Session {
    private final BufferedReader in;
    private final OutputStream out;
    private String sender = "";
    private final List<String> recipients = new ArrayList<>();

    Session(Socket socket) throws IOException {
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      out = socket.getOutputStream();
    }

    void run() throws IOException {
      say("220 sink");
      for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
        String command = line.toUpperCase(Locale.ROOT);
        if (command.startsWith("MAIL")) {
          sender = path(line);
          recipients.clear();
          say("250 ok");
        } else if (command.startsWith("RCPT")) {
          recipients.add(path(line));
          say("250 ok");
        } else if (command.startsWith("DATA")) {
          say("354 go on");
          messages.add(new Received(sender, List.copyOf(recipients), text()));
          say("250 kept");
        } else if (command.startsWith("QUIT")) {
          say("221 bye");
          return;
        } else {
          say("250 sink");
        }
      }
    }

    private static String path(String line) {
      return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private String text() throws IOException {
      StringBuilder text = new StringBuilder();
      for (@Nullable String line = in.readLine();
          line != null && !line.equals(".");
          line = in.readLine()) {
        text.append(line).append('\n');
      }
      return text.toString();
    }

    private void say(String reply) throws IOException {
      out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** All messages so far, in their order. */
  public List<Received> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
