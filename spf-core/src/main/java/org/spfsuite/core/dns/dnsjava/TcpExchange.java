package org.spfsuite.core.dns.dnsjava;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.xbill.DNS.Message;

/** A query over a TCP connection of its own (RFC 7766), so that no other waits behind it. */
final class TcpExchange extends Exchange {

  /** RFC 1035 §4.2.2: the length that stands before each message. */
  private static final int PREFIX = 2;

  private final ByteBuffer output;
  private ByteBuffer input = ByteBuffer.allocate(PREFIX);
  private boolean inMessage;

  TcpExchange(InetSocketAddress server, Message query, long deadline) {
    super(server, query, deadline);
    byte[] octets = query.toWire();
    this.output =
        ByteBuffer.allocate(PREFIX + octets.length)
            .putShort((short) octets.length)
            .put(octets)
            .flip();
  }

  @Override
  void start(Selector selector) throws IOException {
    SocketChannel channel = own(SocketChannel.open());
    channel.configureBlocking(false);
    boolean connected = channel.connect(server());
    int next = connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
    channel.register(selector, next, this);
  }

  @Override
  void ready(SelectionKey key) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    if (key.isConnectable() && channel.finishConnect()) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else if (key.isWritable()) {
      channel.write(output);
      key.interestOps(output.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    } else if (key.isReadable()) {
      read(channel);
    }
  }

  /** Reads what is there; messages that are no answer are skipped. */
  private void read(SocketChannel channel) throws IOException {
    while (!isOver()) {
      if (input.hasRemaining()) {
        int count = channel.read(input);
        if (count < 0) {
          throw new EOFException("the server closed the connection");
        }
        if (count == 0) {
          return;
        }
      }
      if (!input.hasRemaining()) {
        next();
      }
    }
  }

  /** A length or a message is complete. */
  private void next() {
    byte[] complete = new byte[input.capacity()];
    input.flip().get(complete);
    if (inMessage) {
      input = ByteBuffer.allocate(PREFIX);
      received(complete);
    } else {
      input = ByteBuffer.allocate(input.getShort(0) & 0xFFFF);
    }
    inMessage = !inMessage;
  }
}
