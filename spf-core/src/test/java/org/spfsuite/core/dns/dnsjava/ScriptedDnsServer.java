package org.spfsuite.core.dns.dnsjava;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A server on UDP whose answers a test writes by hand, record for record and flag for flag. */
final class ScriptedDnsServer implements AutoCloseable {

  /** Writes the answer to one question. */
  interface Script {
    void answer(Record question, Message reply) throws IOException;
  }

  private final DatagramSocket socket;
  private final Script script;
  private final Queue<Message> queries = new ConcurrentLinkedQueue<>();

  private ScriptedDnsServer(Script script) throws IOException {
    this.script = script;
    this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static ScriptedDnsServer start(Script script) throws IOException {
    ScriptedDnsServer server = new ScriptedDnsServer(script);
    Thread thread = new Thread(server::serve, "scripted-dns");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  List<Message> queries() {
    return List.copyOf(queries);
  }

  private void serve() {
    byte[] buffer = new byte[0xFFFF];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        Message query = new Message(Arrays.copyOf(buffer, packet.getLength()));
        queries.add(query);
        byte[] reply = reply(query).toWire();
        socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private Message reply(Message query) throws IOException {
    Message reply = new Message(query.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setFlag(Flags.RA);
    reply.addRecord(query.getQuestion(), Section.QUESTION);
    script.answer(query.getQuestion(), reply);
    return reply;
  }

  @Override
  public void close() {
    socket.close();
  }
}
