package org.spfsuite.srs.postsrsd;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spfsuite.srs.SenderRewriting;
import org.spfsuite.srs.SrsForwarder;
import org.spfsuite.srs.SrsReverser;
import org.spfsuite.srs.audit.Audit;
import org.spfsuite.srs.audit.Counters;
import org.spfsuite.srs.key.KeyFile;
import org.spfsuite.srs.key.KeyReading;
import org.spfsuite.srs.key.LiveKeyRing;
import org.spfsuite.srs.socketmap.SrsMaps;
import org.spfsuite.srs.store.SenderStore;

/**
 * Reads a configuration, and its secrets, and opens its store.
 *
 * @param source asked for the configuration
 * @param stores opens stores
 * @param clock for all
 * @param counters count decisions
 * @param log told all problems and decisions
 */
record SetupReader(
    Supplier<ConfigReader.Result> source,
    SrsService.Stores stores,
    InstantSource clock,
    Counters counters,
    Consumer<String> log) {

  private static final Duration LOOK = Duration.ofSeconds(1);

  /**
   * Reads all; may take as long as the store takes to open.
   *
   * @param before whose store is taken over if it is the same one
   * @throws IllegalArgumentException if it must not be used; all problems have been told
   */
  Setup read(Optional<Setup> before) {
    ConfigReader.Result result = source.get();
    result.problems().forEach(problem -> log.accept(problem.toString()));
    Optional<KeyFile> secrets =
        result.secretsFile().map(file -> KeyFile.ofPostsrsd(file, clock)).filter(this::isUsable);
    if (result.config().isEmpty() || secrets.isEmpty()) {
      throw new IllegalArgumentException("there are errors in it");
    }
    // Before the store: nothing is opened if there is no key.
    LiveKeyRing keys = LiveKeyRing.of(secrets.get(), LOOK, this::tell);
    return setup(result.config().get(), keys, before);
  }

  private boolean isUsable(KeyFile secrets) {
    KeyReading reading = secrets.read();
    if (!reading.isUsable()) {
      tell(reading); // a ring tells its warnings itself
    }
    return reading.isUsable();
  }

  private void tell(KeyReading reading) {
    reading.problems().forEach(problem -> log.accept(problem.toString()));
  }

  private Setup setup(ServiceConfig config, LiveKeyRing keys, Optional<Setup> before) {
    Optional<SenderStore> store =
        before
            .filter(b -> b.config().envelopeDatabase().equals(config.envelopeDatabase()))
            .map(Setup::store)
            .orElseGet(() -> config.envelopeDatabase().map(stores::open).map(SharedStore::new));
    SenderRewriting rewriting =
        new SenderRewriting(
            config.policy(),
            new SrsForwarder(keys, config.options(), store, clock),
            new SrsReverser(config.srsDomains(), keys, config.options(), store, clock),
            new Audit(log, counters, config.debug()));
    return new Setup(config, new SrsMaps(rewriting, config.srsDomain()), store);
  }
}
