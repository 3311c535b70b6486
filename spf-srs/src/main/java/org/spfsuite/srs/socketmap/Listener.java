package org.spfsuite.srs.socketmap;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spfsuite.srs.socketmap.ListenAddress.Tcp;
import org.spfsuite.srs.socketmap.ListenAddress.UnixSocket;

/**
 * Sockets that take connections.
 *
 * @param channels at least one, non-blocking
 * @param file of a Unix socket
 */
record Listener(List<ServerSocketChannel> channels, Optional<SocketFile> file) {

  /** Connections that wait to be taken. */
  private static final int BACKLOG = 128;

  /** Postfix runs as another user than we do. Whoever may see the folder may ask. */
  private static final String FOR_ALL = "rw-rw-rw-";

  /**
   * What was made in the file system.
   *
   * @param path where
   * @param id so that nobody else's is removed
   */
  record SocketFile(Path path, @Nullable Object id) {

    static SocketFile of(Path path) throws IOException {
      return new SocketFile(path, id(path));
    }

    private static @Nullable Object id(Path path) throws IOException {
      return attributes(path).fileKey();
    }

    void delete() {
      try {
        if (id != null && id.equals(id(path))) {
          Files.delete(path);
        }
      } catch (IOException e) {
        // somebody was faster
      }
    }
  }

  /**
   * Opens all.
   *
   * @param log told of addresses that cannot be had, as long as there is another
   * @throws IOException if there is none, or somebody listens there
   */
  static Listener open(ListenAddress address, Consumer<String> log) throws IOException {
    return address instanceof UnixSocket unix ? unix(unix.path()) : tcp((Tcp) address, log);
  }

  private static Listener tcp(Tcp tcp, Consumer<String> log) throws IOException {
    List<ServerSocketChannel> channels = new ArrayList<>();
    @Nullable IOException last = null;
    int port = tcp.addresses().get(0).getPort();
    for (InetSocketAddress address : tcp.addresses()) {
      try {
        // Any port of the first address is the one of all others.
        channels.add(bound(new InetSocketAddress(address.getAddress(), port)));
        port = ((InetSocketAddress) channels.get(0).getLocalAddress()).getPort();
      } catch (IOException e) {
        last = e;
        log.accept("warning: cannot listen on " + address + ": " + e.getMessage());
      }
    }
    if (channels.isEmpty() && last != null) {
      throw last;
    }
    return new Listener(channels, Optional.empty());
  }

  private static ServerSocketChannel bound(InetSocketAddress address) throws IOException {
    boolean four = address.getAddress() instanceof Inet4Address;
    ServerSocketChannel channel =
        four && !address.getAddress().isAnyLocalAddress()
            ? ServerSocketChannel.open(StandardProtocolFamily.INET)
            : ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, BACKLOG).configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Listener unix(Path path) throws IOException {
    removeStale(path);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(path), BACKLOG).configureBlocking(false);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(FOR_ALL));
      return new Listener(List.of(channel), Optional.of(SocketFile.of(path)));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A process that was killed leaves its socket behind, and nobody else could listen there. */
  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!attributes(path).isOther()) {
      throw new IOException(path + " is there already, and no socket");
    }
    if (isAnswered(path)) {
      throw new IOException("another process listens on " + path);
    }
    Files.delete(path);
  }

  private static boolean isAnswered(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return probe.connect(UnixDomainSocketAddress.of(path));
    } catch (ConnectException e) {
      return false;
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  void close() {
    for (ServerSocketChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        // it takes no connections any more, whatever it says
      }
    }
    file.ifPresent(SocketFile::delete);
  }
}
