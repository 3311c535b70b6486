package org.spfsuite.mailet.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.spfsuite.mailet.config.SrsConfiguration.Retry;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.limit.ReversalLimits;
import org.spfsuite.srs.policy.RewriteWhen;

/**
 * Reads {@code conf/srs.properties} with all its problems at once. Values may hold {@code
 * ${env:NAME}}, as everywhere in James.
 */
public final class SrsConfigurationReader {

  private static final Set<String> KEYS =
      SrsFileOptions.all().stream().map(Option::key).collect(Collectors.toUnmodifiableSet());

  private final OptionFile file;

  private SrsConfigurationReader(OptionFile file) {
    this.file = file;
  }

  /**
   * What became of a file.
   *
   * @param configuration what it comes to, defaults in place of what could not be read
   * @param problems everything that is wrong with it
   */
  public record Outcome(SrsConfiguration configuration, List<ConfigurationProblem> problems) {
    /** Copies the list. */
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a file.
   *
   * @param file the file; empty means that there is none
   * @param fileName how to name it in problems
   */
  public static Outcome read(Optional<Path> file, String fileName) {
    OptionFile options = new OptionFile(fileName, KEYS::contains, SrsConfigurationReader::options);
    file.ifPresent(options::load);
    SrsConfiguration configuration = new SrsConfigurationReader(options).configuration();
    return new Outcome(configuration, options.problems());
  }

  private static String options() {
    return SrsFileOptions.all().stream()
        .map(Option::key)
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  private SrsConfiguration configuration() {
    return new SrsConfiguration(
        domain(),
        value(SrsFileOptions.DOMAINS),
        value(SrsFileOptions.FORMER_DOMAINS),
        value(SrsFileOptions.KEYS),
        store(),
        address(),
        SrsFileOptions.globs(value(SrsFileOptions.EXCLUDE)),
        value(SrsFileOptions.UNSAFE),
        when(),
        value(SrsFileOptions.OUTGOING),
        value(SrsFileOptions.OUTGOING_HELO).orElse("localhost"),
        limits(),
        value(SrsFileOptions.REDACT),
        value(SrsFileOptions.TIMEOUT),
        new Retry(value(SrsFileOptions.RETRY_FIRST), value(SrsFileOptions.RETRY_END)),
        value(SrsFileOptions.ALIAS_REFUSE),
        value(SrsFileOptions.ALIAS_REMAIL));
  }

  private String domain() {
    String key = SrsFileOptions.DOMAIN.key();
    if (!file.gives(key)) {
      file.problem(
          key,
          "no SRS domain is given",
          key
              + " = srs.alumni.example, a domain of its own, which is in James's list of domains,"
              + " and whose MX and SPF records name this server");
    }
    return value(SrsFileOptions.DOMAIN);
  }

  private ReversalLimits limits() {
    int perTarget = value(SrsFileOptions.PER_TARGET);
    ReversalLimits usual = ReversalLimits.DEFAULTS;
    return usual
        .withBouncesOnly(value(SrsFileOptions.ONLY_BOUNCES))
        .withMessages(
            value(SrsFileOptions.USES), perTarget, Math.min(usual.othersPerTarget(), perTarget))
        .withGuesses(value(SrsFileOptions.GUESSES))
        .withEntries(value(SrsFileOptions.ENTRIES));
  }

  private StoreConfiguration store() {
    return new StoreConfiguration(
        value(SrsFileOptions.STORE),
        value(SrsFileOptions.STORE_USER),
        value(SrsFileOptions.STORE_PASSWORD),
        value(SrsFileOptions.STORE_TIMEOUT),
        value(SrsFileOptions.STORE_SENDERS),
        value(SrsFileOptions.STORE_PER_DOMAIN));
  }

  private SrsOptions address() {
    int length = value(SrsFileOptions.HASH_LENGTH);
    int minimum = value(SrsFileOptions.HASH_MINIMUM);
    if (minimum > length) {
      file.problem(
          SrsFileOptions.HASH_MINIMUM.key(),
          "hash.minimum " + minimum + " is more than hash.length " + length,
          "a hash.minimum of at most hash.length");
    }
    SrsOptions usual = SrsOptions.DEFAULTS;
    return new SrsOptions(
        value(SrsFileOptions.SEPARATOR),
        length,
        Math.min(minimum, length),
        value(SrsFileOptions.MAX_DAYS),
        usual.daysAhead(),
        value(SrsFileOptions.HASH_URL_SAFE),
        usual.bounded(),
        usual.always());
  }

  private RewriteWhen when() {
    RewriteWhen when = value(SrsFileOptions.WHEN);
    if (when != RewriteWhen.ALWAYS && !file.gives(SrsFileOptions.OUTGOING.key())) {
      file.problem(
          SrsFileOptions.WHEN.key(),
          "rewrite = " + when + " without outgoing.addresses",
          SrsFileOptions.OUTGOING.key() + " = " + SrsFileOptions.OUTGOING.expected());
      return RewriteWhen.ALWAYS;
    }
    return when;
  }

  private <T> T value(Option<T> option) {
    return file.value(option);
  }
}
