package org.spfsuite.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.address.Separator;
import org.spfsuite.srs.address.SrsDomain;
import org.spfsuite.srs.key.KeyFile;
import org.spfsuite.srs.key.KeyReading;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.SrsKey;
import picocli.CommandLine.Option;

/** Keys, domains, time, and how addresses are written and read. */
final class SrsOptionsMixin {

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "File of keys, as 'spf srs keygen' writes it.")
  private @Nullable Path keyFile;

  @Option(
      names = "--secrets-file",
      paramLabel = "FILE",
      description = "File of secrets, as postsrsd has it: one on each line, the first one signs.")
  private @Nullable Path secretsFile;

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      description =
          "A secret, for tests: everybody on this host can see it in the list of processes. May"
              + " be repeated; the first one signs.")
  private final List<String> secrets = new ArrayList<>();

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      description = "The SRS domain, where bounces come back to you. May be repeated to reverse.")
  private final List<String> domains = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      converter = Values.SrsProfileName.class,
      description =
          "strict (unless given), or compatible: as Mail::SRS and postsrsd do it. exim, opensmtpd"
              + " and srs.js read what these have signed; they go with --secret.")
  private SrsProfile profile = SrsProfile.STRICT;

  @Option(
      names = "--separator",
      paramLabel = "=|+|-",
      converter = Values.SrsSeparator.class,
      description = "What stands behind SRS0 or SRS1 in addresses that are made.")
  private @Nullable Separator separator;

  @Option(
      names = "--hash-length",
      paramLabel = "N",
      description = "Characters of a hash that is made; 6, or 4 if compatible.")
  private @Nullable Integer hashLength;

  @Option(
      names = "--hash-minimum",
      paramLabel = "N",
      description = "Characters that a hash must have; unless given, all of its length.")
  private @Nullable Integer hashMinimum;

  @Option(
      names = "--max-age",
      paramLabel = "DAYS",
      description = "Days for which an address is good; 21 unless given.")
  private @Nullable Integer maxAge;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Values.Moment.class,
      description =
          "Another time than now: 2026-11-22, 2026-11-22T12:00:00Z, or seconds since 1970.")
  private @Nullable Instant at;

  SrsProfile profile() {
    return profile;
  }

  /** The same moment for all addresses of a run. */
  InstantSource clock() {
    return InstantSource.fixed(at == null ? Instant.now() : at);
  }

  /** The domains, of which there is one at least, as addresses have them. */
  List<String> domains() {
    if (domains.isEmpty()) {
      throw CommandException.usage("--domain is missing: the SRS domain");
    }
    try {
      return domains.stream().map(SrsDomain::of).toList();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--domain: " + e.getMessage());
    }
  }

  SrsOptions options(boolean always) {
    SrsOptions like = profile.options();
    int length = hashLength == null ? like.hashLength() : hashLength;
    int minimum = hashMinimum == null ? length : hashMinimum;
    try {
      return like.withSeparator(separator == null ? like.separator() : separator)
          .withHash(length, minimum)
          .withMaxAge(maxAge == null ? like.maxAge() : maxAge)
          .withAlways(always);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The keys.
   *
   * @throws CommandException if there are none, or they must not be used
   */
  KeyRing keys(Console console, InstantSource clock) {
    int sources =
        (keyFile == null ? 0 : 1) + (secretsFile == null ? 0 : 1) + (secrets.isEmpty() ? 0 : 1);
    if (sources != 1) {
      throw CommandException.usage(
          sources == 0
              ? "there must be keys (--key-file, --secrets-file or --secret)"
              : "--key-file, --secrets-file and --secret exclude each other");
    }
    if (!secrets.isEmpty()) {
      return ofSecrets(console);
    }
    if (!profile.type().signs()) {
      throw CommandException.usage(
          "--profile " + profile + " goes with --secret; a key file tells the types of its keys");
    }
    return Optional.ofNullable(keyFile)
        .map(path -> ofFile("--key-file", KeyFile.of(path, clock), console))
        .or(
            () ->
                Optional.ofNullable(secretsFile)
                    .map(
                        path -> ofFile("--secrets-file", KeyFile.ofPostsrsd(path, clock), console)))
        .orElseThrow();
  }

  private KeyRing ofSecrets(Console console) {
    console.warn("--secret can be seen in the list of processes; --key-file cannot");
    List<SrsKey> keys = new ArrayList<>();
    for (String secret : secrets) {
      if (secret.isEmpty()) {
        throw CommandException.usage("--secret is empty");
      }
      keys.add(SrsKey.of("secret-" + (keys.size() + 1), profile.type(), secret));
    }
    try {
      return new KeyRing(keys);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--secret: " + e.getMessage());
    }
  }

  private static KeyRing ofFile(String option, KeyFile file, Console console) {
    KeyReading reading = file.read();
    reading.problems().forEach(problem -> console.say(problem.toString()));
    return reading
        .ring()
        .orElseThrow(
            () -> CommandException.input(option + " " + file.path() + ": must not be used"));
  }
}
