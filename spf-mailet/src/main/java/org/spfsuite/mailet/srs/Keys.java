package org.spfsuite.mailet.srs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.srs.key.KeyFile;
import org.spfsuite.srs.key.KeyProblem;
import org.spfsuite.srs.key.KeyReading;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.LiveKeyRing;

/** Keys that follow their file. */
public final class Keys {

  private static final Logger LOGGER = LoggerFactory.getLogger(Keys.class);

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private Keys() {}

  /**
   * Opens a file.
   *
   * @param problems where to put problems
   * @return no value if it must not be used
   */
  public static Optional<Supplier<KeyRing>> open(Path path, List<ConfigurationProblem> problems) {
    KeyFile file = KeyFile.of(path, Clock.systemUTC());
    KeyReading reading = file.read();
    if (reading.isUsable()) {
      return Optional.of(LiveKeyRing.of(file, reading, INTERVAL, Keys::tell));
    }
    for (KeyProblem problem : reading.problems()) {
      String place = problem.line() == 0 ? path.toString() : path + " line " + problem.line();
      problems.add(new ConfigurationProblem(place, problem.text(), expected(path)));
    }
    return Optional.empty();
  }

  private static String expected(Path path) {
    return Files.exists(path)
        ? "a file of keys, as srs.keys of the sample configuration describes it"
        : "a file with a key that nobody else has: umask 077; echo \"$(date +%F) hmac-sha256"
            + " hex:$(openssl rand -hex 32)\" > "
            + path;
  }

  /** A file that has become wrong is no reason to stop: the last good keys stay. */
  private static void tell(KeyReading reading) {
    reading.problems().forEach(problem -> LOGGER.warn("SRS: {}", problem));
    reading
        .ring()
        .ifPresentOrElse(
            ring -> LOGGER.info("SRS: {} keys are in force", ring.keys().size()),
            () -> LOGGER.warn("SRS: the keys stay as they are"));
  }
}
