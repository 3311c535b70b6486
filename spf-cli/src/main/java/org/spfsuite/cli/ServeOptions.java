package org.spfsuite.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of postsrsd.conf, and those of postsrsd's command line. */
final class ServeOptions {

  private static final Path DEFAULT = Path.of("/etc/postsrsd.conf");
  private static final String AS_FILE = "As in the file.";

  private final Map<String, String> given = new LinkedHashMap<>();

  @Option(names = "--srs-domain", paramLabel = "DOMAIN", description = AS_FILE)
  void srsDomain(String value) {
    given.put("srs-domain", value);
  }

  @Option(
      names = "--domains",
      paramLabel = "DOMAIN,...",
      description = "As in the file, separated by commas.")
  void domains(String value) {
    given.put("domains", value);
  }

  @Option(names = "--domains-file", paramLabel = "FILE", description = AS_FILE)
  void domainsFile(String value) {
    given.put("domains-file", value);
  }

  @Option(names = "--domains-file-watch", paramLabel = "on|off", description = AS_FILE)
  void domainsFileWatch(String value) {
    given.put("domains-file-watch", value);
  }

  @Option(names = "--secrets-file", paramLabel = "FILE", description = AS_FILE)
  void secretsFile(String value) {
    given.put("secrets-file", value);
  }

  @Option(
      names = "--socketmap",
      paramLabel = "SOCKET",
      description = "As in the file: unix:PATH, inet:HOST:PORT or inet:PORT.")
  void socketmap(String value) {
    given.put("socketmap", value);
  }

  @Option(names = "--separator", paramLabel = "=|+|-", description = AS_FILE)
  void separator(String value) {
    given.put("separator", value);
  }

  @Option(names = "--hash-length", paramLabel = "N", description = AS_FILE)
  void hashLength(String value) {
    given.put("hash-length", value);
  }

  @Option(names = "--hash-minimum", paramLabel = "N", description = AS_FILE)
  void hashMinimum(String value) {
    given.put("hash-minimum", value);
  }

  @Option(names = "--always-rewrite", paramLabel = "on|off", description = AS_FILE)
  void alwaysRewrite(String value) {
    given.put("always-rewrite", value);
  }

  @Option(names = "--keep-alive", paramLabel = "SECONDS", description = AS_FILE)
  void keepAlive(String value) {
    given.put("keep-alive", value);
  }

  @Option(names = "--connection-limit", paramLabel = "N", description = AS_FILE)
  void connectionLimit(String value) {
    given.put("connection-limit", value);
  }

  @Option(names = "--original-envelope", paramLabel = "WHERE", description = AS_FILE)
  void originalEnvelope(String value) {
    given.put("original-envelope", value);
  }

  @Option(
      names = "--envelope-database",
      paramLabel = "h2:FILE",
      description = "As in the file; a database of postsrsd cannot be read.")
  void envelopeDatabase(String value) {
    given.put("envelope-database", value);
  }

  @Option(names = "--debug", paramLabel = "on|off", description = AS_FILE)
  void debug(String value) {
    given.put("debug", value);
  }

  @Option(
      names = {"-p", "--pid-file"},
      paramLabel = "FILE",
      description = AS_FILE)
  void pidFile(String value) {
    given.put("pid-file", value);
  }

  @Option(
      names = {"-u", "--unprivileged-user"},
      paramLabel = "USER",
      description = "Who the service must be run as: it cannot change that itself.")
  void user(String value) {
    given.put("unprivileged-user", value);
  }

  @Option(
      names = {"-c", "--chroot-dir"},
      paramLabel = "DIR",
      description = "Not done, with a warning.")
  void chroot(String value) {
    given.put("chroot-dir", value);
  }

  @Option(names = "-D", description = "Not done, with a warning: it stays in the foreground.")
  void daemonize(boolean value) {
    given.put("daemonize", value ? "on" : "off");
  }

  @Option(
      names = "-C",
      paramLabel = "FILE",
      description =
          "Configuration file of postsrsd 2, as it is. Default: /etc/postsrsd.conf, if there is one.")
  private @Nullable Path file;

  Optional<Path> file() {
    return Optional.ofNullable(file).or(() -> Optional.of(DEFAULT).filter(Files::exists));
  }

  /** Options by their names in the file. */
  Map<String, String> given() {
    return Map.copyOf(given);
  }
}
