package org.spfsuite.srs.socketmap;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers requests as socketmap_table(5) has them.
 *
 * <p>One thread speaks with all clients, and a few look for answers. However many clients there are
 * and whatever they send, or do not send: each has one small buffer, a time in which its next
 * request must have come, and one request at a time.
 */
public final class SocketmapServer implements AutoCloseable {

  /** Threads that look for answers: most take microseconds, and some wait for a database. */
  private static final int THREADS = 8;

  private static final long TICK_MILLIS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final Listener listener;
  private final Answers answers;
  private final Supplier<ServiceLimits> limits;
  private final Consumer<String> log;
  private final Selector selector;
  private final Set<Conversation> conversations = new HashSet<>();
  private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final ExecutorService seekers;
  private final Thread thread;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  private volatile boolean stopping;
  private long lastSweep = System.nanoTime();
  private long lastComplaint = System.nanoTime() - QUIET.toNanos();

  private record Answered(Conversation conversation, SocketmapReply reply) {}

  private SocketmapServer(
      Listener listener, Answers answers, Supplier<ServiceLimits> limits, Consumer<String> log)
      throws IOException {
    this.listener = listener;
    this.answers = answers;
    this.limits = limits;
    this.log = log;
    this.selector = Selector.open();
    for (ServerSocketChannel channel : listener.channels()) {
      channel.register(selector, SelectionKey.OP_ACCEPT);
    }
    this.seekers = Executors.newFixedThreadPool(THREADS, task -> daemon(task, "srs-answers"));
    this.thread = daemon(this::run, "srs-socketmap");
  }

  private static Thread daemon(Runnable task, String name) {
    Thread made = new Thread(task, name);
    made.setDaemon(true);
    return made;
  }

  /**
   * Listens.
   *
   * @param answers to all requests
   * @param limits asked again and again, so that they may change
   * @param log told what administrators should know
   * @throws IOException if it cannot listen there
   */
  public static SocketmapServer start(
      ListenAddress address, Answers answers, Supplier<ServiceLimits> limits, Consumer<String> log)
      throws IOException {
    Listener listener = Listener.open(address, log);
    SocketmapServer server = new SocketmapServer(listener, answers, limits, log);
    server.thread.start();
    return server;
  }

  /** The port that it listens on; 0 for a Unix socket. */
  public int port() {
    try {
      SocketAddress address = listener.channels().get(0).getLocalAddress();
      return address instanceof InetSocketAddress inet ? inet.getPort() : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Where it listens: {@code inet:127.0.0.1:10003} or {@code unix:/path}. */
  public String address() {
    return listener
        .file()
        .map(file -> "unix:" + file.path())
        .orElseGet(() -> "inet:" + host() + ":" + port());
  }

  private String host() {
    try {
      SocketAddress address = listener.channels().get(0).getLocalAddress();
      InetAddress host = ((InetSocketAddress) address).getAddress();
      return host instanceof Inet4Address
          ? host.getHostAddress()
          : "[" + host.getHostAddress() + "]";
    } catch (IOException e) {
      return "*";
    }
  }

  /** How many connections there are. */
  public int connections() {
    return open.get();
  }

  /** Ends when the service has ended, exceptionally if that was not asked for. */
  public CompletableFuture<Void> stopped() {
    return stopped.copy();
  }

  /** Takes no more connections, closes those that there are, and removes the Unix socket. */
  @Override
  public void close() {
    stopping = true;
    selector.wakeup();
    try {
      thread.join(PATIENCE.toMillis());
      seekers.shutdownNow();
      seekers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        selector.select(TICK_MILLIS);
        carefully();
      }
      end();
      stopped.complete(null);
    } catch (IOException | ClosedSelectorException e) {
      end();
      stopped.completeExceptionally(e);
    }
  }

  private void end() {
    listener.close();
    conversations.forEach(Conversation::close);
    conversations.clear();
    open.set(0);
    try {
      selector.close();
    } catch (IOException e) {
      // there is nothing left to select
    }
  }

  /** One client's trouble must not become that of all. */
  private void carefully() {
    try {
      turn();
    } catch (RuntimeException | Error e) {
      complain("internal error, please report it: " + e);
      pause();
    }
  }

  private void turn() {
    Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
    while (keys.hasNext()) {
      SelectionKey key = keys.next();
      keys.remove();
      if (key.isValid() && key.channel() instanceof ServerSocketChannel channel) {
        accept(channel);
      } else if (key.isValid() && key.attachment() instanceof Conversation conversation) {
        proceed(conversation, key.isReadable());
      }
    }
    for (Answered next = answered.poll(); next != null; next = answered.poll()) {
      answer(next.conversation(), next.reply(), false);
    }
    closeOverdue();
  }

  private void accept(ServerSocketChannel channel) {
    try {
      SocketChannel client = channel.accept();
      if (client != null) {
        welcome(client);
      }
    } catch (IOException e) {
      // No more files can be opened, mostly. What waits does so until some are closed.
      complain("cannot take a connection: " + e.getMessage());
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(TICK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void welcome(SocketChannel client) throws IOException {
    if (conversations.size() >= limits.get().connections()) {
      complain("connection-limit reached: there are " + conversations.size() + " connections");
      client.close();
      return;
    }
    client.configureBlocking(false);
    SelectionKey key = client.register(selector, SelectionKey.OP_READ);
    Conversation conversation = new Conversation(client, key, limits.get().keepAlive());
    key.attach(conversation);
    conversations.add(conversation);
    open.set(conversations.size());
  }

  /** A client that is turned away comes back at once: once in a minute is enough. */
  private void complain(String problem) {
    long now = System.nanoTime();
    if (now - lastComplaint >= QUIET.toNanos()) {
      lastComplaint = now;
      log.accept("warning: " + problem);
    }
  }

  private void proceed(Conversation conversation, boolean readable) {
    try {
      Optional<Netstring> request =
          readable ? conversation.read() : conversation.write(limits.get().keepAlive());
      request.ifPresent(netstring -> handle(conversation, netstring));
    } catch (IOException e) {
      close(conversation); // the client has gone, as they all do
    }
  }

  private void handle(Conversation conversation, Netstring request) {
    if (request instanceof Netstring.Complete complete) {
      seekers.execute(() -> seek(conversation, complete.payload()));
    } else {
      complain("a client sent what is no netstring of at most 2000 octets");
      answer(conversation, SocketmapReply.permanent("not a netstring, or too long"), true);
    }
  }

  private void seek(Conversation conversation, byte[] request) {
    SocketmapReply reply = SocketmapReply.temporary("internal error");
    try {
      reply = answers.answer(request);
    } catch (RuntimeException | Error e) { // whatever it is, mail must not be lost by it
      log.accept("internal error, please report it: " + e);
    }
    answered.add(new Answered(conversation, reply));
    selector.wakeup();
  }

  private void answer(Conversation conversation, SocketmapReply reply, boolean last) {
    if (!conversation.isOpen()) {
      return;
    }
    try {
      conversation
          .answer(reply, last, limits.get().keepAlive())
          .ifPresent(next -> handle(conversation, next));
    } catch (IOException e) {
      close(conversation);
    }
  }

  private void closeOverdue() {
    long now = System.nanoTime();
    if (now - lastSweep < TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
      return;
    }
    lastSweep = now;
    for (Conversation conversation : Set.copyOf(conversations)) {
      if (conversation.isOverdue(now)) {
        close(conversation);
      }
    }
  }

  private void close(Conversation conversation) {
    conversation.close();
    conversations.remove(conversation);
    open.set(conversations.size());
  }
}
