package org.spfsuite.core.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.spfsuite.core.dns.Zone;

/**
 * A DNS server that speaks UDP and TCP on a loopback port of its own and serves a {@link Zone},
 * planned failures included: a name with a planned time-out is never answered. It misbehaves as
 * {@linkplain Quirk planned}.
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
  private static final int MAX_ATTEMPTS = 20;
  private static final long DRIP_MILLIS = 20;

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final ExecutorService workers;
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();
  private volatile ZoneResponder responder;
  private volatile Duration delay = Duration.ZERO;
  private volatile Set<Quirk> quirks = Set.of();

  private LoopbackDnsServer(Zone zone, ServerSocket tcp, DatagramSocket udp) {
    this.responder = new ZoneResponder(zone);
    this.tcp = tcp;
    this.udp = udp;
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
    for (int attempt = 1; ; attempt++) {
      ServerSocket tcp = new ServerSocket();
      try {
        tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        DatagramSocket udp = new DatagramSocket(tcp.getLocalSocketAddress());
        return new LoopbackDnsServer(zone, tcp, udp).start();
      } catch (BindException e) {
        tcp.close();
        if (attempt == MAX_ATTEMPTS) {
          throw e; // else somebody has this port for UDP: try another
        }
      }
    }
  }

  private LoopbackDnsServer start() {
    workers.execute(this::serveUdp);
    workers.execute(this::serveTcp);
    return this;
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

  /** Misbehaves in these ways, and in no others, from now on. */
  public void misbehave(Quirk... ways) {
    quirks = Set.of(ways);
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
          reply -> {
            for (byte[] datagram : Forgeries.around(reply, quirks)) {
              udp.send(new DatagramPacket(datagram, datagram.length, client));
            }
          });
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try {
        Socket client = tcp.accept();
        client.setSoTimeout(10_000);
        clients.add(client);
        if (quirks.contains(Quirk.TCP_CLOSING)) {
          close(client);
        } else {
          workers.execute(() -> serve(client));
        }
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try {
      DataInputStream in = new DataInputStream(client.getInputStream());
      byte[] query = in.readNBytes(in.readUnsignedShort());
      answer(query, Transport.TCP, reply -> reply(client, framed(reply)));
    } catch (IOException e) {
      close(client);
    }
  }

  /** RFC 1035 §4.2.2: two octets of length stand before the message. */
  private static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(message.length + 2)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  private void reply(Socket client, byte[] stream) throws IOException {
    if (quirks.contains(Quirk.TCP_DRIPPING)) {
      drip(client, stream, 0);
    } else if (!quirks.contains(Quirk.TCP_SILENT)) {
      client.getOutputStream().write(stream);
      client.close();
    }
  }

  private void drip(Socket client, byte[] stream, int at) {
    try {
      client.getOutputStream().write(stream[at]);
      if (at + 1 < stream.length) {
        CompletableFuture.delayedExecutor(DRIP_MILLIS, TimeUnit.MILLISECONDS, workers)
            .execute(() -> drip(client, stream, at + 1));
      }
    } catch (IOException e) {
      close(client); // nobody listens any more
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
        .respond(query, transport, quirks)
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
    clients.forEach(LoopbackDnsServer::close);
  }
}
