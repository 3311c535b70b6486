package org.spfsuite.integration.postfix;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Debian's Postfix with a configuration, queue and ports of its own: the system's, if there is one,
 * never hears of it.
 */
public final class PrivatePostfix {

  private static final Path BINARY = Path.of("/usr/sbin/postfix");

  private final Path directory;
  private final int port;
  private final Process master;

  private PrivatePostfix(Path directory, int port, Process master) {
    this.directory = directory;
    this.port = port;
    this.master = master;
  }

  /** Whether there is one, and we may start it. */
  public static boolean isPossible() {
    return Files.isExecutable(BINARY) && "root".equals(System.getProperty("user.name"));
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @param directory empty
   * @param settings lines of {@code main.cf}, beside those about the instance
   */
  public static PrivatePostfix start(Path directory, List<String> settings) throws Exception {
    for (String name : List.of("", "conf", "queue", "data")) {
      Files.createDirectories(directory.resolve(name));
      Files.setPosixFilePermissions(
          directory.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.getFileAttributeView(directory.resolve("data"), PosixFileAttributeView.class)
        .setOwner(
            directory
                .getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName("postfix"));
    int port = freePort();
    Files.write(directory.resolve("conf/main.cf"), main(directory, settings));
    Files.writeString(directory.resolve("conf/master.cf"), services(port));
    Process master = command(directory, "start-fg").start();
    PrivatePostfix postfix = new PrivatePostfix(directory, port, master);
    postfix.awaitStart();
    return postfix;
  }

  private static List<String> main(Path directory, List<String> settings) {
    List<String> own =
        List.of(
            "compatibility_level = 3.6",
            "queue_directory = " + directory.resolve("queue"),
            "data_directory = " + directory.resolve("data"),
            "daemon_directory = /usr/lib/postfix/sbin",
            "command_directory = /usr/sbin",
            "meta_directory = /etc/postfix",
            "maillog_file = " + directory.resolve("log"),
            "maillog_file_prefixes = " + directory,
            "mail_owner = postfix",
            "setgid_group = postdrop",
            "inet_interfaces = 127.0.0.1",
            "inet_protocols = ipv4",
            "alias_maps =",
            "alias_database =",
            "local_recipient_maps =",
            "mydestination =",
            "biff = no");
    return Stream.concat(own.stream(), settings.stream()).toList();
  }

  private static String services(int port) {
    return """
        127.0.0.1:%d inet n - n - - smtpd
        pickup    unix  n - n 60 1 pickup
        cleanup   unix  n - n - 0 cleanup
        qmgr      unix  n - n 300 1 qmgr
        rewrite   unix  - - n - - trivial-rewrite
        bounce    unix  - - n - 0 bounce
        defer     unix  - - n - 0 bounce
        trace     unix  - - n - 0 bounce
        verify    unix  - - n - 1 verify
        flush     unix  n - n 1000? 0 flush
        proxymap  unix  - - n - - proxymap
        proxywrite unix - - n - 1 proxymap
        smtp      unix  - - n - - smtp
        relay     unix  - - n - - smtp
        showq     unix  n - n - - showq
        error     unix  - - n - - error
        retry     unix  - - n - - error
        discard   unix  - - n - - discard
        local     unix  - n n - - local
        virtual   unix  - n n - - virtual
        anvil     unix  - - n - 1 anvil
        scache    unix  - - n - 1 scache
        tlsmgr    unix  - - n 1000? 1 tlsmgr
        postlog   unix-dgram n - n - 1 postlogd
        """
        .formatted(port);
  }

  private static ProcessBuilder command(Path directory, String word) {
    return new ProcessBuilder(BINARY.toString(), "-c", directory.resolve("conf").toString(), word)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("out").toFile()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitStart() throws Exception {
    try {
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !master.isAlive() || answers());
    } catch (ConditionTimeoutException e) {
      stop();
      throw new IOException("Postfix does not answer: " + log(), e);
    }
    if (!master.isAlive()) {
      throw new IOException("Postfix did not start: " + log());
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it takes messages. */
  public int port() {
    return port;
  }

  /** What it has said. */
  public String log() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : List.of("out", "log")) {
      Path file = directory.resolve(name);
      text.append(Files.exists(file) ? Files.readString(file) : "");
    }
    return text.toString();
  }

  /** Ends it, and it alone. */
  public void stop() throws Exception {
    boolean done = command(directory, "stop").start().waitFor(30, TimeUnit.SECONDS);
    if (!done || !master.waitFor(30, TimeUnit.SECONDS)) {
      master.destroyForcibly();
    }
  }
}
