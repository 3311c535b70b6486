package org.spfsuite.integration.postfix;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The rest of the world: takes all messages, but for recipients that begin with "nobody". */
public final class Sink implements AutoCloseable {

  private final ServerSocket server;
  private final List<Envelope> received = new CopyOnWriteArrayList<>();

  /**
   * What came with a message.
   *
   * @param sender empty: null
   * @param recipient the last one
   */
  public record Envelope(String sender, String recipient) {}

  /** Listens on loopback. */
  public Sink() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    run(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** All messages so far. */
  public List<Envelope> received() {
    return List.copyOf(received);
  }

  private static void run(Runnable task) {
    Thread thread = new Thread(task, "sink");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        run(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      say(client, "220 sink");
      String sender = "";
      String recipient = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("MAIL FROM:")) {
          sender = address(line);
          say(client, "250 ok");
        } else if (line.startsWith("RCPT TO:")) {
          recipient = address(line);
          say(client, recipient.startsWith("nobody") ? "550 5.1.1 unknown" : "250 ok");
        } else if (line.equals("DATA")) {
          say(client, "354 go on");
          skipMessage(in);
          received.add(new Envelope(sender, recipient));
          say(client, "250 ok");
        } else if (line.equals("QUIT")) {
          say(client, "221 bye");
          return;
        } else {
          say(client, "250 ok");
        }
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  private static void skipMessage(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      // whatever it says
    }
  }

  private static String address(String line) {
    return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
  }

  private static void say(Socket client, String line) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
