package org.spfsuite.core.dns.dnsjava;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import org.xbill.DNS.Message;

/** A query by datagram, from a port of its own that the system picks at random (RFC 5452 §9.2). */
final class UdpExchange extends Exchange {

  private static final int MAX_DATAGRAM = 65_535;

  UdpExchange(InetSocketAddress server, Message query, long deadline) {
    super(server, query, deadline);
  }

  @Override
  void start(Selector selector) throws IOException {
    DatagramChannel channel = own(DatagramChannel.open());
    channel.configureBlocking(false);
    channel.connect(server()); // from now on nobody else is heard
    channel.register(selector, SelectionKey.OP_READ, this);
    channel.write(ByteBuffer.wrap(query().toWire()));
  }

  @Override
  void ready(SelectionKey key) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);
    DatagramChannel channel = (DatagramChannel) key.channel();
    while (!isOver() && channel.receive(buffer) != null) {
      received(Arrays.copyOf(buffer.array(), buffer.position()));
      buffer.clear();
    }
  }
}
