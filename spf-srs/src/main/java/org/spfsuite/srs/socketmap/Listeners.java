package org.spfsuite.srs.socketmap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.spfsuite.srs.socketmap.ListenAddress.Tcp;
import org.spfsuite.srs.socketmap.ListenAddress.UnixSocket;
import org.spfsuite.srs.socketmap.Listener.NotHereException;

/**
 * All sockets of a service.
 *
 * @param all in the order of the addresses
 */
record Listeners(List<Listener> all) {

  static final Listeners NONE = new Listeners(List.of());

  Listeners {
    all = List.copyOf(all);
  }

  /**
   * What is there of an address already, and what is missing, which is opened.
   *
   * @param log told of addresses that this host has not, as long as it has another
   * @throws IOException if any other one cannot be had; then nothing new is open
   */
  Listeners at(ListenAddress address, Consumer<String> log) throws IOException {
    Opening opening = new Opening();
    try {
      for (SocketAddress wanted : address.addresses()) {
        opening.take(wanted);
      }
      return opening.listeners(log);
    } catch (IOException | RuntimeException e) {
      opening.opened.forEach(Listener::close);
      throw e;
    }
  }

  /** One address after the other. */
  private final class Opening {

    private final List<Listener> found = new ArrayList<>();
    private final List<Listener> opened = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    private void take(SocketAddress wanted) throws IOException {
      Optional<Listener> there =
          all.stream().filter(listener -> listener.wanted().equals(wanted)).findFirst();
      if (there.isPresent()) {
        found.add(there.get());
      } else {
        open(wanted);
      }
    }

    private void open(SocketAddress wanted) throws IOException {
      try {
        Listener listener = Listener.open(wanted, place(wanted));
        opened.add(listener);
        found.add(listener);
      } catch (NotHereException e) {
        missing.add("cannot listen on " + shown(wanted) + ": " + e.getMessage());
      }
    }

    /** Any port of the first address is the one of all others. */
    private SocketAddress place(SocketAddress wanted) {
      return wanted instanceof InetSocketAddress inet && inet.getPort() == 0 && !found.isEmpty()
          ? new InetSocketAddress(inet.getAddress(), portOf(found.get(0)))
          : wanted;
    }

    private Listeners listeners(Consumer<String> log) throws IOException {
      if (found.isEmpty()) {
        throw new IOException("this host has no such address");
      }
      missing.forEach(text -> log.accept("warning: " + text));
      return new Listeners(found);
    }
  }

  private static String shown(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? new Tcp(List.of(inet)).toString()
        : "unix:" + address;
  }

  private static int portOf(Listener listener) {
    return listener.place() instanceof InetSocketAddress inet ? inet.getPort() : 0;
  }

  /** Those of which others know nothing. */
  Listeners without(Listeners others) {
    return those(listener -> !others.all.contains(listener));
  }

  /**
   * Those that an address does not name, but whose port it has: 127.0.0.1 and all addresses, say,
   * exclude each other.
   */
  Listeners inTheWayOf(ListenAddress address) {
    List<SocketAddress> wanted = List.copyOf(address.addresses());
    return those(
        listener -> !wanted.contains(listener.wanted()) && hasPort(wanted, portOf(listener)));
  }

  private static boolean hasPort(List<SocketAddress> addresses, int port) {
    return addresses.stream()
        .filter(InetSocketAddress.class::isInstance)
        .anyMatch(address -> port > 0 && ((InetSocketAddress) address).getPort() == port);
  }

  private Listeners those(Predicate<Listener> condition) {
    return new Listeners(all.stream().filter(condition).toList());
  }

  /** Where they were before they were closed; what cannot be had any more is told. */
  Listeners reopened(Consumer<String> log) {
    return new Listeners(all.stream().flatMap(listener -> reopened(listener, log)).toList());
  }

  private static Stream<Listener> reopened(Listener listener, Consumer<String> log) {
    try {
      return Stream.of(
          listener.channel().isOpen()
              ? listener
              : Listener.open(listener.wanted(), listener.place()));
    } catch (IOException e) {
      log.accept(
          "error: cannot listen on " + shown(listener.place()) + " again: " + e.getMessage());
      return Stream.empty();
    }
  }

  /** The port of the first one; 0 for a Unix socket. */
  int port() {
    return all.stream().findFirst().map(Listeners::portOf).orElse(0);
  }

  /** Where they are, as in a configuration. */
  @Override
  public String toString() {
    return all.isEmpty() ? "nowhere" : address().toString();
  }

  private ListenAddress address() {
    return all.get(0)
        .file()
        .<ListenAddress>map(file -> new UnixSocket(file.path()))
        .orElseGet(() -> new Tcp(inetPlaces()));
  }

  private List<InetSocketAddress> inetPlaces() {
    return all.stream()
        .map(Listener::place)
        .filter(InetSocketAddress.class::isInstance)
        .map(InetSocketAddress.class::cast)
        .toList();
  }

  void close() {
    all.forEach(Listener::close);
  }
}
