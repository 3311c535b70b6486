package org.spfsuite.srs.postsrsd;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.address.Ascii;
import org.spfsuite.srs.address.Separator;
import org.spfsuite.srs.socketmap.ListenAddress;
import org.spfsuite.srs.socketmap.ListenAddress.Tcp;
import org.spfsuite.srs.socketmap.ListenAddress.UnixSocket;
import org.spfsuite.srs.socketmap.ServiceLimits;

/** What settings mean here. Defaults are postsrsd's. */
final class Interpreter {

  private static final String SOCKETMAP = "unix:/var/spool/postfix/srs";
  private static final String SECRETS = "/etc/postsrsd.secret";
  private static final String FILE = "h2:";
  private static final String ROOT = "root";
  private static final int HASH = 4;
  private static final int MAX_HASH = 20;

  private final Settings settings;
  private final DomainFiles files;
  private final String user;

  Interpreter(Settings settings, DomainFiles files, String user) {
    this.settings = settings;
    this.files = files;
    this.user = user;
  }

  ServiceConfig config() {
    tellWhatIsNotDone();
    Optional<StampedFile> domainsFile = settings.path(Option.DOMAINS_FILE).map(StampedFile::of);
    List<String> domains = domains(domainsFile);
    String srsDomain = srsDomain(domains);
    domains.add(srsDomain); // it is always local: an address of ours needs no other
    Optional<Path> database = database();
    return new ServiceConfig(
        srsDomain,
        LocalDomains.of(domains),
        options(database.isPresent()),
        socketmap(),
        limits(),
        secretsFile(),
        domainsFile,
        settings.isOn(Option.DOMAINS_FILE_WATCH, false),
        database,
        settings.path(Option.PID_FILE),
        settings.isOn(Option.DEBUG, false));
  }

  private List<String> domains(Optional<StampedFile> file) {
    List<String> domains = new ArrayList<>();
    for (String name : settings.all(Option.DOMAINS)) {
      if (LocalDomains.isName(name)) {
        domains.add(name);
      } else if (!name.isEmpty()) {
        settings.error(Option.DOMAINS, notName(name));
      }
    }
    file.map(StampedFile::path).map(files::read).ifPresent(domains::addAll);
    return domains;
  }

  private static String notName(String name) {
    return "'" + name + "' is not the name of a domain";
  }

  private static String withoutDot(String domain) {
    return domain.startsWith(".") ? domain.substring(1) : domain;
  }

  /** Unless it is given, the first one of the local domains. */
  private String srsDomain(List<String> domains) {
    Optional<String> given = settings.text(Option.SRS_DOMAIN);
    given
        .filter(name -> !LocalDomains.isName(name))
        .ifPresent(name -> settings.error(Option.SRS_DOMAIN, notName(name)));
    String domain =
        given.or(() -> domains.stream().findFirst()).map(Interpreter::withoutDot).orElse("");
    if (domain.isEmpty()) {
      settings.error(
          Option.SRS_DOMAIN, "is missing, and so are domains: bounces must come back somewhere");
    }
    return domain;
  }

  private SrsOptions options(boolean database) {
    int length = settings.number(Option.HASH_LENGTH, HASH, HASH, MAX_HASH);
    int minimum = settings.number(Option.HASH_MINIMUM, HASH, HASH, MAX_HASH);
    if (minimum > length) {
      settings.error(Option.HASH_MINIMUM, minimum + " is more than hash-length, " + length);
    }
    SrsOptions like = SrsOptions.COMPATIBLE;
    return new SrsOptions(
        separator(),
        length,
        Math.min(minimum, length),
        like.maxAge(),
        like.daysAhead(),
        true, // since postsrsd 2.2.6
        database, // what fits needs none
        settings.isOn(Option.ALWAYS_REWRITE, false));
  }

  private Separator separator() {
    Optional<String> text = settings.all(Option.SEPARATOR).stream().findFirst();
    Optional<Separator> separator =
        text.filter(t -> t.length() == 1).flatMap(t -> Separator.of(t.charAt(0)));
    if (text.isPresent() && separator.isEmpty()) {
      settings.error(Option.SEPARATOR, "'" + text.get() + "' is not =, + or -");
    }
    return separator.orElse(Separator.EQUALS);
  }

  private ListenAddress socketmap() {
    String text = settings.all(Option.SOCKETMAP).stream().findFirst().orElse(SOCKETMAP);
    try {
      ListenAddress address = ListenAddress.parse(text);
      if (address instanceof Tcp tcp && !tcp.isLoopback()) {
        settings.warn(
            Option.SOCKETMAP,
            "listens beyond this host: whoever reaches it can have any sender signed");
      }
      return address;
    } catch (IllegalArgumentException e) {
      settings.error(Option.SOCKETMAP, String.valueOf(e.getMessage()));
      return new UnixSocket(Path.of(SOCKETMAP));
    }
  }

  private ServiceLimits limits() {
    int most = (int) ServiceLimits.MAX_KEEP_ALIVE.toSeconds();
    int seconds = settings.number(Option.KEEP_ALIVE, 30, 0, most);
    if (seconds == 0) {
      settings.warn(Option.KEEP_ALIVE, "connections are not kept for ever here, but for an hour");
    }
    int connections =
        settings.number(
            Option.CONNECTION_LIMIT,
            ServiceLimits.DEFAULTS.connections(),
            1,
            ServiceLimits.MAX_CONNECTIONS);
    return new ServiceLimits(connections, Duration.ofSeconds(seconds == 0 ? most : seconds));
  }

  private Path secretsFile() {
    if (settings.isGiven(Option.SECRETS_FILE) && settings.text(Option.SECRETS_FILE).isEmpty()) {
      settings.error(Option.SECRETS_FILE, "is empty: nothing is signed without a secret");
    }
    return settings.path(Option.SECRETS_FILE).orElse(Path.of(SECRETS));
  }

  private Optional<Path> database() {
    String kind = Ascii.lower(settings.text(Option.ORIGINAL_ENVELOPE).orElse("embedded"));
    if (kind.equals("embedded")) {
      return Optional.empty();
    }
    if (!kind.equals("database")) {
      settings.error(Option.ORIGINAL_ENVELOPE, "'" + kind + "' is not embedded or database");
      return Optional.empty();
    }
    Optional<String> database = settings.text(Option.ENVELOPE_DATABASE);
    if (database.isEmpty()) {
      settings.error(Option.ENVELOPE_DATABASE, "is missing, for original-envelope = database");
    }
    return database.flatMap(this::databaseFile);
  }

  /** Nothing that postsrsd has kept can be found in another database. */
  private Optional<Path> databaseFile(String database) {
    if (!database.startsWith(FILE)) {
      settings.error(
          Option.ENVELOPE_DATABASE,
          "databases of postsrsd cannot be read; give h2:FILE for one of our own, or set"
              + " original-envelope = embedded");
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(database.substring(FILE.length()))).filter(this::isDatabase);
    } catch (InvalidPathException e) {
      settings.error(Option.ENVELOPE_DATABASE, "is no file name");
      return Optional.empty();
    }
  }

  private boolean isDatabase(Path file) {
    boolean good = file.isAbsolute() && file.toString().indexOf(';') < 0;
    if (!good) {
      settings.error(
          Option.ENVELOPE_DATABASE, "needs an absolute path without semicolons behind h2:");
    }
    return good;
  }

  private void tellWhatIsNotDone() {
    settings
        .text(Option.MILTER)
        .ifPresent(
            milter ->
                settings.error(
                    Option.MILTER, "there is no milter here; let Postfix ask through socketmap"));
    for (Option option : List.of(Option.MILTER_REWRITE_LOCAL, Option.MILTER_RECIPIENT_LIMIT)) {
      if (settings.isGiven(option)) {
        settings.warn(option, "there is no milter here");
      }
    }
    tellOfPrivileges();
    if (settings.isOn(Option.DAEMONIZE, false)) {
      settings.warn(Option.DAEMONIZE, "stays in the foreground, as systemd and others want it");
    }
    if (settings.isOn(Option.SYSLOG, false)) {
      settings.warn(Option.SYSLOG, "logs to the standard error only, which systemd keeps");
    }
  }

  private void tellOfPrivileges() {
    Optional<String> wanted = settings.text(Option.UNPRIVILEGED_USER);
    if (wanted.isPresent() && !wanted.get().equals(user)) {
      String text = "cannot change from user " + user + " to " + wanted.get();
      if (user.equals(ROOT)) {
        settings.error(
            Option.UNPRIVILEGED_USER,
            text + "; start it as that user (systemd: User=), or set this to \"\"");
      } else {
        settings.warn(Option.UNPRIVILEGED_USER, text + "; goes on as it is");
      }
    } else if (user.equals(ROOT) && !settings.isGiven(Option.UNPRIVILEGED_USER)) {
      settings.warn(
          Option.UNPRIVILEGED_USER, "runs as root, which is not needed; start it as another user");
    }
    if (settings.text(Option.CHROOT_DIR).isPresent()) {
      settings.warn(
          Option.CHROOT_DIR, "stays outside; systemd's ProtectSystem= and others can do that");
    }
    if (settings.isGiven(Option.SECCOMP) && settings.isOn(Option.SECCOMP, true)) {
      settings.warn(Option.SECCOMP, "not done here; systemd's SystemCallFilter= can do that");
    }
  }
}
