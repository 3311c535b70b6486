package org.spfsuite.srs.socketmap;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketException;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A socket that takes connections.
 *
 * @param wanted where it was asked for; 0 is any port
 * @param place where it is
 * @param channel non-blocking
 * @param file of a Unix socket
 */
record Listener(
    SocketAddress wanted,
    SocketAddress place,
    ServerSocketChannel channel,
    Optional<SocketFile> file) {

  /** Connections that wait to be taken. */
  private static final int BACKLOG = 128;

  /** Postfix runs as another user than we do. Whoever may see the folder may ask. */
  private static final String FOR_ALL = "rw-rw-rw-";

  /** The bits of a mode that say what a node is, and what they are for a socket. */
  private static final int KIND = 0170000;

  private static final int SOCKET = 0140000;

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
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .fileKey();
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

  /** This host has no such address, nor ever will have one that somebody else uses. */
  static final class NotHereException extends IOException {

    private static final long serialVersionUID = 1;

    NotHereException(Throwable cause) {
      super("this host has no such address", cause);
    }
  }

  /**
   * Opens one.
   *
   * @param wanted remembered
   * @param place where to listen; the same, or with a port for 0
   * @throws NotHereException if this host has no such address
   * @throws IOException if it cannot be had, mostly since somebody else listens there
   */
  static Listener open(SocketAddress wanted, SocketAddress place) throws IOException {
    return place instanceof UnixDomainSocketAddress unix
        ? unix(wanted, unix)
        : tcp(wanted, (InetSocketAddress) place);
  }

  private static Listener tcp(SocketAddress wanted, InetSocketAddress place) throws IOException {
    try {
      ServerSocketChannel channel = bound(family(place.getAddress()), place);
      return new Listener(wanted, channel.getLocalAddress(), channel, Optional.empty());
    } catch (UnsupportedOperationException e) {
      throw new NotHereException(e);
    } catch (BindException e) {
      throw isElsewhere(place.getAddress()) ? new NotHereException(e) : e;
    }
  }

  /** Otherwise Java listens on IPv6 for an address of IPv4, too. */
  private static ProtocolFamily family(InetAddress address) {
    return address instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  /** Of 127.0.0.0/8 only one address is named, but all are here. */
  private static boolean isElsewhere(InetAddress address) throws IOException {
    boolean all = address.isAnyLocalAddress();
    boolean loopback = address instanceof Inet4Address && address.isLoopbackAddress();
    return !all && !loopback && NetworkInterface.getByInetAddress(address) == null;
  }

  private static ServerSocketChannel bound(ProtocolFamily family, SocketAddress place)
      throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(family);
    try {
      if (family != StandardProtocolFamily.UNIX) {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      }
      channel.bind(place, BACKLOG).configureBlocking(false);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static Listener unix(SocketAddress wanted, UnixDomainSocketAddress place)
      throws IOException {
    Path path = place.getPath();
    removeStale(path);
    ServerSocketChannel channel = bound(StandardProtocolFamily.UNIX, place);
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(FOR_ALL));
      return new Listener(wanted, place, channel, Optional.of(SocketFile.of(path)));
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
    if (!isSocket(path)) {
      throw new IOException(path + " is there already, and no socket");
    }
    if (isAnswered(path)) {
      throw new IOException("another process listens on " + path);
    }
    Files.delete(path);
  }

  /** Pipes and devices are no files, either. */
  private static boolean isSocket(Path path) throws IOException {
    Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return mode instanceof Integer bits && (bits & KIND) == SOCKET;
  }

  /** Whether anybody is there, even if he is too busy to take a connection: nobody waits here. */
  private static boolean isAnswered(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      boolean unused = probe.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (BindException e) {
      throw e; // we may not even ask
    } catch (SocketException e) {
      return true; // too many wait there already
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // it takes no connections any more, whatever it says
    }
    file.ifPresent(SocketFile::delete);
  }
}
