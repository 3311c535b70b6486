package org.spfsuite.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spfsuite.srs.postsrsd.Option;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Options of postsrsd.conf, all of them, and those of postsrsd's command line. */
final class ServeOptions {

  private static final Path DEFAULT = Path.of("/etc/postsrsd.conf");

  private final Map<Option, OptionSpec> ofFile = new EnumMap<>(Option.class);

  @CommandLine.Option(
      names = "-C",
      paramLabel = "FILE",
      description =
          "Configuration file of postsrsd 2, as it is. Default: /etc/postsrsd.conf, if there is one.")
  private @Nullable Path file;

  @CommandLine.Option(names = "-D", description = "The same as --daemonize on.")
  private boolean daemonize;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("unused") // picocli calls it
  void addTo(CommandSpec command) {
    for (Option option : Option.values()) {
      OptionSpec spec = spec(option);
      command.addOption(spec);
      ofFile.put(option, spec);
    }
  }

  private static OptionSpec spec(Option option) {
    return OptionSpec.builder(names(option))
        .type(String.class)
        .paramLabel(label(option))
        .description(description(option))
        .build();
  }

  private static String[] names(Option option) {
    String name = "--" + option;
    return switch (option) {
      case PID_FILE -> new String[] {"-p", name};
      case UNPRIVILEGED_USER -> new String[] {"-u", name};
      case CHROOT_DIR -> new String[] {"-c", name};
      default -> new String[] {name};
    };
  }

  private static String label(Option option) {
    return switch (option) {
      case SRS_DOMAIN -> "DOMAIN";
      case DOMAINS -> "DOMAIN,...";
      case DOMAINS_FILE, SECRETS_FILE, PID_FILE -> "FILE";
      case ORIGINAL_ENVELOPE -> "WHERE";
      case SEPARATOR -> "=|+|-";
      case HASH_LENGTH, HASH_MINIMUM, CONNECTION_LIMIT, MILTER_RECIPIENT_LIMIT -> "N";
      case SOCKETMAP, MILTER -> "SOCKET";
      case KEEP_ALIVE -> "SECONDS";
      case ENVELOPE_DATABASE -> "h2:FILE";
      case UNPRIVILEGED_USER -> "USER";
      case CHROOT_DIR -> "DIR";
      default -> "on|off";
    };
  }

  private static String description(Option option) {
    return switch (option) {
      case DOMAINS -> "As in the file, separated by commas.";
      case SOCKETMAP -> "As in the file: unix:PATH, inet:HOST:PORT or inet:PORT.";
      case ENVELOPE_DATABASE -> "As in the file; a database of postsrsd cannot be read.";
      case UNPRIVILEGED_USER -> "Who the service must be run as: it cannot change that itself.";
      case MILTER -> "An error: there is none.";
      case MILTER_REWRITE_LOCAL, MILTER_RECIPIENT_LIMIT, CHROOT_DIR, SECCOMP, SYSLOG ->
          "Not done, with a warning.";
      case DAEMONIZE -> "Not done, with a warning: it stays in the foreground.";
      default -> "As in the file.";
    };
  }

  Optional<Path> file() {
    return Optional.ofNullable(file).or(() -> Optional.of(DEFAULT).filter(Files::exists));
  }

  /** Options by their names in the file. */
  Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    if (daemonize) {
      given.put(Option.DAEMONIZE.toString(), "on");
    }
    ofFile.forEach(
        (option, spec) ->
            Optional.ofNullable(spec.<@Nullable String>getValue())
                .ifPresent(value -> given.put(option.toString(), value)));
    return given;
  }
}
