package org.spfsuite.mailet.srs;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.StoreConfiguration;
import org.spfsuite.srs.store.Database;
import org.spfsuite.srs.store.JdbcSenderStore;
import org.spfsuite.srs.store.SenderStore;
import org.spfsuite.srs.store.StoreOptions;

/** Opens stores. */
public final class Stores {

  private Stores() {}

  /**
   * Opens a store; connects to nothing yet.
   *
   * @param files where a file with such a name is
   * @param problems where to put problems
   * @return no value if there is to be none, or it has problems
   */
  public static Optional<SenderStore> open(
      StoreConfiguration configuration,
      Function<String, Path> files,
      List<ConfigurationProblem> problems) {
    if (configuration.isNone()) {
      return Optional.empty();
    }
    StoreOptions options =
        StoreOptions.DEFAULTS
            .withCaps(configuration.perDomain(), configuration.senders())
            .withDeadline(configuration.timeout());
    try {
      return Optional.of(
          JdbcSenderStore.open(database(configuration, files), options, Clock.systemUTC()));
    } catch (IllegalArgumentException e) {
      problems.add(
          new ConfigurationProblem(
              "conf/srs.properties",
              Optional.ofNullable(e.getMessage()).orElse("no store"),
              StoreConfiguration.EXPECTED));
      return Optional.empty();
    }
  }

  private static Database database(StoreConfiguration configuration, Function<String, Path> files) {
    return configuration.where().startsWith(Database.Postgres.SCHEME)
        ? new Database.Postgres(
            configuration.where(), configuration.user(), configuration.password())
        : new Database.Embedded(files.apply(configuration.where()));
  }
}
