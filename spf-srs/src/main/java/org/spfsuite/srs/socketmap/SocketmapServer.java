package org.spfsuite.srs.socketmap;

import java.io.IOException;
import java.io.UncheckedIOException;
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
  private static final String INTERNAL = "internal error, please report it";

  private final Answers answers;
  private final Supplier<ServiceLimits> limits;
  private final Consumer<String> log;
  private final Complaints complaints;
  private final Selector selector;
  private final Set<Conversation> conversations = new HashSet<>();

  /** For the thread that speaks with clients. */
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  private final AtomicInteger open = new AtomicInteger();
  private final ExecutorService seekers;
  private final Thread thread;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  private volatile boolean stopping;
  private volatile Listeners listeners = Listeners.NONE;
  private long lastSweep = System.nanoTime();

  private SocketmapServer(Answers answers, Supplier<ServiceLimits> limits, Consumer<String> log)
      throws IOException {
    this.answers = answers;
    this.limits = limits;
    this.log = log;
    this.complaints = new Complaints(log);
    this.selector = Selector.open();
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
    SocketmapServer server = new SocketmapServer(answers, limits, log);
    server.thread.start();
    try {
      server.listen(address);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Listens elsewhere. Where it listens already, it goes on to, and connections stay open.
   *
   * @throws IOException if it cannot listen there; then it listens where it did
   */
  public synchronized void listen(ListenAddress address) throws IOException {
    Listeners before = listeners;
    shut(before.inTheWayOf(address));
    try {
      listeners = before.at(address, log);
    } catch (IOException | RuntimeException e) {
      listeners = before.reopened(log);
      throw e;
    } finally {
      register();
      shut(before.without(listeners));
    }
  }

  private void register() throws IOException {
    for (Listener listener : listeners.all()) {
      listener.channel().register(selector, SelectionKey.OP_ACCEPT);
    }
    selector.wakeup();
  }

  /** A channel is closed for good when the selector has forgotten it. */
  private void shut(Listeners leaving) {
    if (!leaving.all().isEmpty()) {
      leaving.close();
      CompletableFuture.runAsync(this::forget, this::later)
          .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    }
  }

  private void forget() {
    try {
      selector.selectNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void later(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** The port that it listens on; 0 for a Unix socket. */
  public int port() {
    return listeners.port();
  }

  /** Where it listens, as in a configuration. */
  public String address() {
    return listeners.toString();
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
  public synchronized void close() {
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
    } catch (IOException | RuntimeException | Error e) {
      end();
      endBy(e);
    }
  }

  private void endBy(Throwable failure) {
    try {
      log.accept("error: the service has ended by itself: " + failure);
    } finally {
      stopped.completeExceptionally(failure);
    }
  }

  private void end() {
    listeners.close();
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
      complaints.tell(INTERNAL, e.toString());
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
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
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
      if (channel.isOpen()) {
        // No more files can be opened, mostly. What waits does so until some are closed.
        complaints.tell("cannot take a connection", String.valueOf(e.getMessage()));
        pause();
      }
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
    try {
      if (conversations.size() >= limits.get().connections()) {
        int number = conversations.size();
        complaints.tell("connection-limit reached", "there are " + number + " connections");
        client.close();
      } else {
        converse(client);
      }
    } catch (IOException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private void converse(SocketChannel client) throws IOException {
    client.configureBlocking(false);
    SelectionKey key = client.register(selector, SelectionKey.OP_READ);
    Conversation conversation = new Conversation(client, key, limits.get().keepAlive());
    key.attach(conversation);
    conversations.add(conversation);
    open.set(conversations.size());
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
      complaints.tell("a client sent what is no netstring of at most 2000 octets", "");
      answer(conversation, SocketmapReply.permanent("not a netstring, or too long"), true);
    }
  }

  private void seek(Conversation conversation, byte[] request) {
    SocketmapReply reply = answer(request);
    later(() -> answer(conversation, reply, false));
  }

  private SocketmapReply answer(byte[] request) {
    try {
      return answers.answer(request);
    } catch (RuntimeException | Error e) { // whatever it is, mail must not be lost by it
      complaints.tell(INTERNAL, e.toString());
      return SocketmapReply.temporary("internal error");
    }
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
