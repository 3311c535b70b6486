package org.spfsuite.scoring.parity;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.spfsuite.core.testing.LoopbackDnsServer;

/** A test on all parity cases, with what they need: skipped where they are not. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ParityCases {

  private static final Path FOLDER =
      Path.of(System.getProperty("spf.reference.dir", "../../shared")).resolve("scoring");

  private Path newNames;
  private LoopbackDnsServer dns;

  @BeforeAll
  final void start(@TempDir Path temporary) throws IOException {
    assumeTrue(
        Files.isDirectory(FOLDER),
        () ->
            "skipped: the parity cases are not in "
                + FOLDER.toAbsolutePath().normalize()
                + "; give the folder above with -Dspf.reference.dir");
    dns = LoopbackDnsServer.start(ParityCase.zone(FOLDER));
    newNames = temporary.resolve("new.pre");
    Files.writeString(newNames, "enable_compat welcomelist_blocklist\n");
  }

  @AfterAll
  final void stop() throws IOException {
    if (dns != null) {
      dns.close();
    }
  }

  /** All cases; none where they are not. */
  protected static Stream<ParityCase> cases() throws IOException {
    return Files.isDirectory(FOLDER) ? ParityCase.all(FOLDER).stream() : Stream.empty();
  }

  /** Where the DNS server of the cases is. */
  protected final InetSocketAddress dns() {
    return dns.address();
  }

  /** The file of a configuration that makes SpamAssassin know lists by their new names. */
  protected final Path newNames() {
    return newNames;
  }
}
