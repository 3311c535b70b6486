package org.spfsuite.integration.smtp;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Speaks SMTP line by line and keeps the transcript. */
public final class SmtpClient implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final BufferedReader in;
  private final OutputStream out;
  private final List<Line> transcript = new ArrayList<>();

  /**
   * One line of the conversation.
   *
   * @param fromClient who said it
   * @param text without the line end
   */
  public record Line(boolean fromClient, String text) {}

  /**
   * What the server answered.
   *
   * @param code three digits
   * @param lines whole lines, code included
   */
  public record Reply(int code, List<String> lines) {

    /** All lines, one below the other. */
    public String text() {
      return String.join("\n", lines);
    }
  }

  private SmtpClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MILLIS);
    this.in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    socket.setTcpNoDelay(true); // or each message would wait for a delayed acknowledgement
    this.out = new BufferedOutputStream(socket.getOutputStream());
  }

  /**
   * Connects and reads the greeting.
   *
   * @param proxyLine sent before anything else
   */
  public static SmtpClient connect(int port, Optional<String> proxyLine) throws IOException {
    SmtpClient client = new SmtpClient(new Socket(InetAddress.getLoopbackAddress(), port));
    if (proxyLine.isPresent()) {
      client.write(proxyLine.get());
    }
    client.readReply();
    return client;
  }

  /** Sends a command and reads the reply. */
  public Reply send(String command) throws IOException {
    write(command);
    return readReply();
  }

  /** Sends commands at once and reads a reply to each. */
  public List<Reply> pipeline(String... commands) throws IOException {
    for (String line : commands) {
      write(line);
    }
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < commands.length; i++) {
      replies.add(readReply());
    }
    return replies;
  }

  /** EHLO. */
  public Reply ehlo(String name) throws IOException {
    return send("EHLO " + name);
  }

  /** MAIL FROM; empty for the null sender. */
  public Reply mailFrom(String address) throws IOException {
    return send("MAIL FROM:<" + address + ">");
  }

  /** RCPT TO. */
  public Reply rcptTo(String address) throws IOException {
    return send("RCPT TO:<" + address + ">");
  }

  /** AUTH PLAIN. */
  public Reply authPlain(String user, String password) throws IOException {
    byte[] token = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
    return send("AUTH PLAIN " + Base64.getEncoder().encodeToString(token));
  }

  /** DATA and, if the server wants it, the message with a final dot. */
  public Reply data(List<String> message) throws IOException {
    Reply go = send("DATA");
    return go.code() == 354 ? message(message) : go;
  }

  /** The message with a final dot, after DATA. */
  public Reply message(List<String> message) throws IOException {
    for (String line : message) {
      write(line);
    }
    return send(".");
  }

  /** What was said so far. */
  public List<Line> transcript() {
    return List.copyOf(transcript);
  }

  private void write(String line) throws IOException {
    transcript.add(new Line(true, line));
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends what was written, at once, and waits. */
  private Reply readReply() throws IOException {
    out.flush();
    List<String> lines = new ArrayList<>();
    while (true) {
      String line = in.readLine();
      if (line == null) {
        throw new EOFException("the server hung up after " + transcript);
      }
      lines.add(line);
      transcript.add(new Line(false, line));
      if (line.length() < 4 || line.charAt(3) != '-') {
        return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
