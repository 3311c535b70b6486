package org.spfsuite.integration.james;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The working directory of a James as an administrator lays it out. */
final class JamesDirectory {

  private static final List<String> FILES =
      List.of(
          "dnsservice.xml",
          "domainlist.xml",
          "healthcheck.properties",
          "imapserver.xml",
          "jmx.properties",
          "logback.xml",
          "mailetcontainer.xml",
          "smtpserver.xml",
          "usersrepository.xml",
          "webadmin.properties");

  private final Path root;
  private final Map<String, String> values = new LinkedHashMap<>();

  JamesDirectory(Path root) throws IOException {
    this.root = root;
    for (String service : List.of("smtp", "proxied", "imap", "webadmin")) {
      values.put("@" + service + ".port@", Integer.toString(freePort()));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Drops in our jar and writes the configuration. */
  void layOut(JamesServer.Builder builder) throws IOException {
    Path conf = Files.createDirectories(root.resolve("conf"));
    Path extensions = Files.createDirectories(root.resolve("extensions-jars"));
    Path logs = Files.createDirectories(root.resolve("logs"));
    Files.deleteIfExists(logs.resolve("james.log")); // of a former run
    Path jar = JamesServer.dropInJar();
    Files.copy(
        jar, extensions.resolve(jar.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
    values.put("@spf.handler@", builder.handler());
    values.put("@authorized.addresses@", builder.authorizedAddresses());
    values.put("@spf.mailets@", builder.mailets());
    for (Path extension : builder.extensions()) {
      Files.copy(
          extension,
          extensions.resolve(extension.getFileName().toString()),
          StandardCopyOption.REPLACE_EXISTING);
    }
    builder.smtpPort().ifPresent(port -> values.put("@smtp.port@", Integer.toString(port)));
    values.put("@transport.mailets@", builder.transport());
    values.put("@relay.mailets@", builder.relay());
    values.put("@processors@", builder.processors());
    values.put("@valid.rcpt.handler@", builder.validRcptHandler());
    values.put("@spool.threads@", Integer.toString(builder.spoolThreads()));
    for (String file : FILES) {
      Files.writeString(conf.resolve(file), fill(template(file)));
    }
    writeHosts(conf.resolve("hosts"));
    write(builder.spfProperties(), conf.resolve("spf.properties"));
    write(builder.scoreConfig(), conf.resolve("spf-score.cf"));
    for (Map.Entry<String, String> file : builder.files().entrySet()) {
      Files.writeString(conf.resolve(file.getKey()), file.getValue());
    }
  }

  private static void write(Optional<String> text, Path file) throws IOException {
    if (text.isPresent()) {
      Files.writeString(file, text.get());
    }
  }

  /**
   * The JDK then asks no name server for the names of clients; James needs this host's own name.
   */
  private static void writeHosts(Path file) throws IOException {
    String self = InetAddress.getLocalHost().getHostName();
    Files.writeString(file, "127.0.0.1 localhost " + self + "\n::1 localhost\n");
  }

  private static String template(String file) throws IOException {
    String resource = "/james-3.8/conf/" + file;
    try (InputStream in = JamesDirectory.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String fill(String template) {
    String text = template;
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    return text;
  }

  Path root() {
    return root;
  }

  int port(String service) {
    return Integer.parseInt(values.getOrDefault("@" + service + ".port@", "0"));
  }
}
