package org.spfsuite.integration.james;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.spfsuite.integration.smtp.SmtpClient;

/**
 * A stock Apache James 3.8.1, run as an administrator runs it: a process of its own, James's own
 * class path, a working directory with {@code conf/} and our packed jar in {@code
 * extensions-jars/}.
 */
public final class JamesServer implements AutoCloseable {

  /** What the README tells an administrator to add to {@code smtpserver.xml}. */
  public static final String HANDLER = "<handler class=\"org.spfsuite.mailet.smtp.SpfHook\"/>";

  private static final Duration START = Duration.ofSeconds(90);
  private static final String PASSWORD = "secret";
  private static final String STARTED = "JAMES server started";

  private final Process process;
  private final JamesDirectory directory;
  private final HttpClient http = HttpClient.newHttpClient();

  private JamesServer(Process process, JamesDirectory directory) {
    this.process = process;
    this.directory = directory;
    // James must not outlive the test or the demo that started it, however that ends.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-james"));
  }

  /** A builder for a server in this directory, which is empty or was another server's. */
  public static Builder in(Path root) {
    return new Builder(root);
  }

  /** The jar under test, as the build packed it. */
  static Path dropInJar() {
    return Path.of(required("james38.jar"));
  }

  private static String required(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("run this through Maven, which sets " + property);
    }
    return value;
  }

  /** What to run. */
  public static final class Builder {
    private final Path root;
    private String handler = HANDLER;
    private String authorizedAddresses = "";
    private String mailets = "";
    private String transport = "";
    private String relay = "";
    private String processors = "";
    private String validRcptHandler = "org.apache.james.smtpserver.fastfail.ValidRcptHandler";
    private final List<Path> extensions = new ArrayList<>();
    private Optional<Integer> smtpPort = Optional.empty();
    private final Map<String, String> files = new LinkedHashMap<>();
    private int spoolThreads = 4;
    private boolean compiled;
    private boolean persistent;
    private Optional<String> spfProperties = Optional.empty();
    private Optional<String> scoreConfig = Optional.empty();

    private Builder(Path root) {
      this.root = root;
    }

    /** Another element than {@link #HANDLER} in {@code smtpserver.xml}. */
    public Builder handler(String element) {
      this.handler = element;
      return this;
    }

    /** Clients that may relay on the plain port. */
    public Builder authorizedAddresses(String networks) {
      this.authorizedAddresses = networks;
      return this;
    }

    /** Elements at the beginning of the {@code root} processor. */
    public Builder mailets(String elements) {
      this.mailets = elements;
      return this;
    }

    /** Elements before {@code RecipientRewriteTable} in the {@code transport} processor. */
    public Builder transport(String elements) {
      this.transport = elements;
      return this;
    }

    /** Elements for mail to elsewhere, before it is denied in the {@code transport} processor. */
    public Builder relay(String elements) {
      this.relay = elements;
      return this;
    }

    /** More processors. */
    public Builder processors(String elements) {
      this.processors = elements;
      return this;
    }

    /** Another class in the place of James's {@code ValidRcptHandler}. */
    public Builder validRcptHandler(String type) {
      this.validRcptHandler = type;
      return this;
    }

    /** A port for SMTP that others know already; otherwise it is any. */
    public Builder smtpPort(int port) {
      this.smtpPort = Optional.of(port);
      return this;
    }

    /** One more jar beside ours. */
    public Builder extension(Path jar) {
      extensions.add(jar);
      return this;
    }

    /** One more file in {@code conf/}. */
    public Builder file(String name, String text) {
      files.put(name, text);
      return this;
    }

    /** How many mails are processed at a time; 0: they stay in the queue. */
    public Builder spoolThreads(int number) {
      this.spoolThreads = number;
      return this;
    }

    /** Keeps the mail queue on disk. */
    public Builder persistent() {
      this.persistent = true;
      return this;
    }

    /** Has the JVM do its best in the long run, instead of starting quickly. */
    public Builder compiled() {
      this.compiled = true;
      return this;
    }

    /** Text of {@code conf/spf.properties}. */
    public Builder spfProperties(String text) {
      this.spfProperties = Optional.of(text);
      return this;
    }

    /** Text of {@code conf/spf-score.cf}. */
    public Builder scoreConfig(String text) {
      this.scoreConfig = Optional.of(text);
      return this;
    }

    String handler() {
      return handler;
    }

    String authorizedAddresses() {
      return authorizedAddresses;
    }

    String mailets() {
      return mailets;
    }

    String transport() {
      return transport;
    }

    String relay() {
      return relay;
    }

    String processors() {
      return processors;
    }

    String validRcptHandler() {
      return validRcptHandler;
    }

    Optional<Integer> smtpPort() {
      return smtpPort;
    }

    List<Path> extensions() {
      return extensions;
    }

    Map<String, String> files() {
      return files;
    }

    int spoolThreads() {
      return spoolThreads;
    }

    Optional<String> spfProperties() {
      return spfProperties;
    }

    Optional<String> scoreConfig() {
      return scoreConfig;
    }

    /**
     * Starts the server and waits until it serves.
     *
     * @throws IOException if it does not start; the message holds the end of its log
     */
    public JamesServer start() throws IOException {
      JamesServer server = launch();
      try {
        server.awaitStart();
        return server;
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    }

    /**
     * Starts a server that is expected to refuse its start.
     *
     * @throws IOException if it starts or hangs instead
     */
    public Refusal refuse() throws IOException {
      try (JamesServer server = launch()) {
        boolean ended = server.process.waitFor(START.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
          throw new IOException("James neither started nor stopped:\n" + server.log());
        }
        return new Refusal(server.process.exitValue(), server.log());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    private JamesServer launch() throws IOException {
      JamesDirectory directory = new JamesDirectory(root);
      directory.layOut(this);
      Process process =
          new ProcessBuilder(command())
              .directory(root.toFile())
              .redirectErrorStream(true)
              .redirectOutput(root.resolve("logs/console.log").toFile())
              .start();
      return new JamesServer(process, directory);
    }

    private List<String> command() throws IOException {
      String paths = persistent ? "james38.activemq.classpath" : "james38.classpath";
      String classPath = Files.readString(Path.of(required(paths))).trim();
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      // Quick to start and small: this James serves a test, not a company.
      command.addAll(
          compiled
              ? List.of("-Xmx2g")
              : List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
      command.add("-Dworking.directory=" + root);
      command.add("-Dlogback.configurationFile=" + root.resolve("conf/logback.xml"));
      command.add("-Djdk.net.hosts.file=" + root.resolve("conf/hosts"));
      command.add("-Djames.protocols.mdc.hostname=false");
      command.addAll(List.of("-cp", classPath.replace(':', File.pathSeparatorChar)));
      command.add(
          persistent
              ? Path.of("james-3.8-activemq/PersistentJames.java").toAbsolutePath().toString()
              : "org.apache.james.MemoryJamesServerMain");
      return command;
    }
  }

  /**
   * How a start ended that was refused.
   *
   * @param exitCode of the process
   * @param log all that James logged
   */
  public record Refusal(int exitCode, String log) {}

  private void awaitStart() throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!log().contains(STARTED)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("James did not start:\n" + log() + console());
      }
      pause();
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(50); // a log file cannot be waited for in any other way
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Creates the domain if need be, and a user with a mailbox. */
  public void addUser(String address) throws IOException {
    put("/domains/" + address.substring(address.indexOf('@') + 1), "");
    put("/users/" + address, "{\"password\":\"" + PASSWORD + "\"}");
  }

  /** Takes mail for a domain. */
  public void addDomain(String domain) throws IOException {
    put("/domains/" + domain, "");
  }

  /** Sends mail for an address to another one, here or elsewhere. */
  public void addAlias(String alias, String target) throws IOException {
    addDomain(alias.substring(alias.indexOf('@') + 1));
    put("/address/groups/" + alias + "/" + target, "");
  }

  private void put(String path, String body) throws IOException {
    HttpResponse<String> response = webAdmin("PUT", path, body);
    if (response.statusCode() != 204) {
      throw new IOException(path + ": " + response.statusCode() + " " + response.body());
    }
  }

  /** Asks James's web administration. */
  public HttpResponse<String> webAdmin(String method, String path, String body) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + directory.port("webadmin") + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** A connection that James takes as coming from this address, IPv4 or IPv6. */
  public SmtpClient connectFrom(String client) throws IOException {
    String family = client.indexOf(':') < 0 ? "TCP4 " : "TCP6 ";
    String server = client.indexOf(':') < 0 ? " 127.0.0.1 " : " ::1 ";
    String line = "PROXY " + family + client + server + "40000 " + proxiedPort();
    return SmtpClient.connect(proxiedPort(), Optional.of(line));
  }

  /** A connection from 127.0.0.1 to the port without the PROXY protocol. */
  public SmtpClient connectPlainly() throws IOException {
    return SmtpClient.connect(directory.port("smtp"), Optional.empty());
  }

  /** The port for people. */
  public int smtpPort() {
    return directory.port("smtp");
  }

  /** The port that wants a PROXY line first. */
  public int proxiedPort() {
    return directory.port("proxied");
  }

  /** The mailbox of a user that {@link #addUser} made. */
  public Mailbox mailbox(String address) {
    return new Mailbox(InetAddress.getLoopbackAddress(), directory.port("imap"), address, PASSWORD);
  }

  /** The credentials of every user, for SMTP AUTH. */
  public static String password() {
    return PASSWORD;
  }

  /** Writes {@code conf/spf.properties} anew; James is not told. */
  public void writeSpfProperties(String text) throws IOException {
    Files.writeString(directory.root().resolve("conf/spf.properties"), text);
  }

  /** Writes a file in {@code conf/} anew; James is not told. */
  public void writeConf(String name, String text) throws IOException {
    Files.writeString(directory.root().resolve("conf").resolve(name), text);
  }

  /** Writes {@code conf/spf-score.cf} anew; James looks after it by itself. */
  public void writeScoreConfig(String text) throws IOException {
    Files.writeString(directory.root().resolve("conf/spf-score.cf"), text);
  }

  /** CPU time that James's process has used. */
  public Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The id of James's process. */
  public long pid() {
    return process.pid();
  }

  /** The working directory. */
  public Path root() {
    return directory.root();
  }

  /** All that James logged so far. */
  public String log() throws IOException {
    return read("logs/james.log");
  }

  private String console() throws IOException {
    return read("logs/console.log");
  }

  private String read(String file) throws IOException {
    Path path = directory.root().resolve(file);
    return Files.exists(path) ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8) : "";
  }

  /** Waits until the process ends, for the demo that is kept running. */
  public void join() throws InterruptedException {
    process.waitFor();
  }

  /** Ends the process without letting it know. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
