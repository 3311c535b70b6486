package org.spfsuite.core.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.spfsuite.core.dns.Zone;

/**
 * A DNS server that speaks UDP and TCP on a loopback port of its own and serves a {@link Zone},
 * planned failures included: a name with a planned time-out is never answered.
 */
public final class LoopbackDnsServer implements AutoCloseable {

  /** How a question came in. */
  public enum Transport {
    /** Datagram. */
    UDP,
    /** Stream. */
    TCP
  }

  /**
   * A question that reached the server.
   *
   * @param transport how it came in
   * @param question {@code name/TYPE}
   */
  public record Received(Transport transport, String question) {}

  private static final int MAX_DATAGRAM = 65_535;

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final ExecutorService workers;
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private volatile ZoneResponder responder;
  private volatile Duration delay = Duration.ZERO;

  private LoopbackDnsServer(Zone zone) throws IOException {
    this.responder = new ZoneResponder(zone);
    this.udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.tcp = new ServerSocket();
    this.tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.getLocalPort()));
    this.workers =
        Executors.newFixedThreadPool(
            8,
            task -> {
              Thread thread = new Thread(task, "loopback-dns");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts a server.
   *
   * @throws IOException if no port can be had
   */
  public static LoopbackDnsServer start(Zone zone) throws IOException {
    LoopbackDnsServer server = new LoopbackDnsServer(zone);
    server.workers.execute(server::serveUdp);
    server.workers.execute(server::serveTcp);
    return server;
  }

  /** Where to send questions. */
  public InetSocketAddress address() {
    return new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort());
  }

  /** Serves another zone from now on. */
  public void serve(Zone zone) {
    responder = new ZoneResponder(zone);
  }

  /** Holds every answer back for this long from now on. */
  public void delayAnswers(Duration duration) {
    delay = duration;
  }

  /** All questions so far. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  private void serveUdp() {
    byte[] buffer = new byte[MAX_DATAGRAM];
    while (!udp.isClosed()) {
      DatagramPacket query = new DatagramPacket(buffer, buffer.length);
      try {
        udp.receive(query);
      } catch (IOException e) {
        return; // closed
      }
      byte[] octets = Arrays.copyOf(buffer, query.getLength());
      InetSocketAddress client = (InetSocketAddress) query.getSocketAddress();
      answer(
          octets,
          Transport.UDP,
          reply -> udp.send(new DatagramPacket(reply, reply.length, client)));
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try {
        Socket client = tcp.accept();
        client.setSoTimeout(10_000);
        workers.execute(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try {
      DataInputStream in = new DataInputStream(client.getInputStream());
      byte[] query = in.readNBytes(in.readUnsignedShort());
      answer(query, Transport.TCP, reply -> reply(client, reply));
    } catch (IOException e) {
      close(client);
    }
  }

  private static void reply(Socket client, byte[] message) throws IOException {
    try (client) {
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      out.writeShort(message.length);
      out.write(message);
      out.flush();
    }
  }

  private static void close(Socket client) {
    try {
      client.close();
    } catch (IOException e) {
      // The client has gone; nobody waits for this.
    }
  }

  /** Takes a reply on its way. */
  private interface Sender {
    void send(byte[] reply) throws IOException;
  }

  private void answer(byte[] query, Transport transport, Sender sender) {
    received.add(new Received(transport, ZoneResponder.question(query)));
    Executor later =
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, workers);
    responder
        .respond(query, transport == Transport.TCP)
        .ifPresent(reply -> later.execute(() -> send(sender, reply)));
  }

  private static void send(Sender sender, byte[] reply) {
    try {
      sender.send(reply);
    } catch (SocketException e) {
      // The server was closed or the client has gone: a lost answer, as on any network.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
    workers.shutdownNow();
  }
}
