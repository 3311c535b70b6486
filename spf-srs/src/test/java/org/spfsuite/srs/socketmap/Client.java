package org.spfsuite.srs.socketmap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** Asks a service over TCP, as Postfix does. */
public final class Client implements AutoCloseable {

  private final Socket socket;

  Client(int port) throws IOException {
    this(InetAddress.getLoopbackAddress(), port);
  }

  Client(InetAddress host, int port) throws IOException {
    socket = new Socket(host, port);
    socket.setSoTimeout(20_000);
  }

  /** The answer to one request. */
  public static String ask(int port, String request) throws IOException {
    try (Client client = new Client(port)) {
      return client.ask(request);
    }
  }

  String ask(String request) throws IOException {
    send(netstring(request));
    return read();
  }

  static String netstring(String request) {
    return request.getBytes(UTF_8).length + ":" + request + ",";
  }

  void send(String raw) throws IOException {
    send(raw.getBytes(UTF_8));
  }

  void send(byte[] raw) throws IOException {
    socket.getOutputStream().write(raw);
    socket.getOutputStream().flush();
  }

  /** The next reply, or an EOFException. */
  String read() throws IOException {
    InputStream in = socket.getInputStream();
    int length = 0;
    for (int c = octet(in); c != ':'; c = octet(in)) {
      length = length * 10 + c - '0';
    }
    byte[] payload = in.readNBytes(length);
    if (octet(in) != ',') {
      throw new IOException("no comma");
    }
    return new String(payload, UTF_8);
  }

  private static int octet(InputStream in) throws IOException {
    int c = in.read();
    if (c < 0) {
      throw new EOFException();
    }
    return c;
  }

  /** Whether the service closes before it says anything more. */
  boolean isClosed() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true; // reset
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
