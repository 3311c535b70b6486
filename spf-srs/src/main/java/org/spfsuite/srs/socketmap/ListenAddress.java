package org.spfsuite.srs.socketmap;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.spfsuite.core.net.IpAddress;

/** Where a service listens, as postsrsd has it in {@code socketmap}. */
public sealed interface ListenAddress {

  /** A socket in the file system. */
  record UnixSocket(Path path) implements ListenAddress {

    @Override
    public List<SocketAddress> addresses() {
      return List.of(UnixDomainSocketAddress.of(path));
    }

    /** As in a configuration. */
    @Override
    public String toString() {
      return "unix:" + path;
    }
  }

  /**
   * A port.
   *
   * @param addresses one, both loopback addresses, or those of a host
   */
  record Tcp(List<InetSocketAddress> addresses) implements ListenAddress {

    /** Copies the list. */
    public Tcp {
      addresses = List.copyOf(addresses);
    }

    /** As in a configuration; both loopback addresses are {@code localhost}. */
    @Override
    public String toString() {
      InetSocketAddress first = addresses.get(0);
      return "inet:" + host(first.getAddress()) + ":" + first.getPort();
    }

    private String host(InetAddress first) {
      if (addresses.size() > 1 && isLoopback()) {
        return "localhost";
      }
      return first instanceof Inet4Address
          ? first.getHostAddress()
          : "[" + IpAddress.of(first) + "]";
    }

    /** Whether only this host can reach it. */
    public boolean isLoopback() {
      return addresses.stream().allMatch(address -> address.getAddress().isLoopbackAddress());
    }
  }

  /** All of which as many as there are on this host are listened on; at least one. */
  List<? extends SocketAddress> addresses();

  /** 127.0.0.1. */
  int LOOPBACK = 0x7f000001;

  /** Instead of a host: each address of this one. */
  String ALL = "*";

  /** The largest port. */
  int MAX_PORT = 65_535;

  /**
   * Reads {@code unix:PATH}, {@code inet:HOST:PORT}, {@code inet:[IPv6]:PORT} or {@code inet:PORT},
   * which is on loopback; {@code local}, {@code inet4} and {@code inet6} likewise. {@code *} is
   * each address of this host; those of IPv6 include those of IPv4.
   *
   * @throws IllegalArgumentException if it is none of these, with a message that says so
   */
  static ListenAddress parse(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    return switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "unix", "local" -> unix(rest);
      case "inet" -> tcp(rest, address -> true);
      case "inet4" -> tcp(rest, address -> address instanceof Inet4Address);
      case "inet6" -> tcp(rest, address -> !(address instanceof Inet4Address));
      default -> throw wrong(text);
    };
  }

  private static ListenAddress unix(String path) {
    try {
      if (!path.isEmpty()) {
        return new UnixSocket(Path.of(path));
      }
    } catch (InvalidPathException e) {
      // said below
    }
    throw new IllegalArgumentException("unix: needs the path of a socket");
  }

  private static ListenAddress tcp(String text, Predicate<InetAddress> family) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "localhost" : text.substring(0, colon);
    int port = port(text.substring(colon + 1));
    List<InetSocketAddress> addresses =
        resolved(host).stream()
            .filter(family)
            .limit(host.equals(ALL) ? 1 : Integer.MAX_VALUE)
            .map(address -> new InetSocketAddress(address, port))
            .toList();
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("'" + host + "' has no address of this kind");
    }
    return new Tcp(addresses);
  }

  private static int port(String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = digits && text.length() <= 5 ? Integer.parseInt(text) : -1;
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("'" + text + "' is not a port of 0 to " + MAX_PORT);
    }
    return port;
  }

  private static List<InetAddress> resolved(String host) {
    if (host.startsWith("[") && host.endsWith("]")) {
      return IpAddress.parse(host.substring(1, host.length() - 1))
          .map(address -> List.of(address.toInetAddress()))
          .orElseThrow(() -> new IllegalArgumentException("'" + host + "' is not an address"));
    }
    try {
      return switch (host) {
        case ALL -> wildcards();
        case "localhost" ->
            List.of(IpAddress.ipv4(LOOPBACK).toInetAddress(), IpAddress.ipv6(0, 1).toInetAddress());
        default -> Arrays.asList(InetAddress.getAllByName(host));
      };
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("there is no host '" + host + "'", e);
    }
  }

  /** The first one is enough: the one of IPv6 takes IPv4, too. */
  private static List<InetAddress> wildcards() {
    InetAddress four = IpAddress.ipv4(0).toInetAddress();
    return hasIpv6() ? List.of(IpAddress.ipv6(0, 0).toInetAddress(), four) : List.of(four);
  }

  private static boolean hasIpv6() {
    try {
      ServerSocketChannel.open(StandardProtocolFamily.INET6).close();
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not unix:PATH, inet:HOST:PORT or inet:PORT");
  }
}
