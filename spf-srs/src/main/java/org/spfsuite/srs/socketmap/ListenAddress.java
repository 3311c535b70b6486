package org.spfsuite.srs.socketmap;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
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

    /** As in a configuration. */
    @Override
    public String toString() {
      return "unix:" + path;
    }
  }

  /**
   * A port.
   *
   * @param addresses one, or both loopback addresses
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
      InetAddress host = first.getAddress();
      String name =
          host instanceof Inet4Address ? host.getHostAddress() : "[" + host.getHostAddress() + "]";
      return "inet:"
          + (addresses.size() > 1 && isLoopback() ? "localhost" : name)
          + ":"
          + first.getPort();
    }

    /** Whether only this host can reach it. */
    public boolean isLoopback() {
      return addresses.stream().allMatch(address -> address.getAddress().isLoopbackAddress());
    }
  }

  /** 127.0.0.1. */
  int LOOPBACK = 0x7f000001;

  /** The largest port. */
  int MAX_PORT = 65_535;

  /**
   * Reads {@code unix:PATH}, {@code inet:HOST:PORT}, {@code inet:[IPv6]:PORT} or {@code inet:PORT},
   * which is on loopback; {@code local}, {@code inet4} and {@code inet6} likewise. {@code *} is
   * each address of this host.
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
        case "*" -> List.of(new InetSocketAddress(0).getAddress());
        case "localhost" ->
            List.of(IpAddress.ipv4(LOOPBACK).toInetAddress(), IpAddress.ipv6(0, 1).toInetAddress());
        default -> Arrays.asList(InetAddress.getAllByName(host));
      };
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("there is no host '" + host + "'", e);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not unix:PATH, inet:HOST:PORT or inet:PORT");
  }
}
