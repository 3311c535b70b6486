package org.spfsuite.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.DnsResolver;
import org.spfsuite.core.dns.dnsjava.DnsJavaResolver;
import org.spfsuite.core.dns.dnsjava.ZoneFile;
import picocli.CommandLine.Option;

/** Whom to ask. */
final class DnsOptions {

  @Option(
      names = "--resolver",
      paramLabel = "HOST:PORT",
      converter = Values.Server.class,
      description = {
        "Ask this DNS server instead of the system's; port 53 unless given; IPv6 as [::1]:53."
            + " May be repeated: where one does not answer, the next one is asked."
      })
  private final List<InetSocketAddress> servers = new ArrayList<>();

  @Option(
      names = "--zone",
      paramLabel = "FILE",
      description = {
        "Take all DNS answers from this zone file (RFC 1035, section 5) and ask nobody. Names"
            + " are relative to the root unless $ORIGIN says otherwise."
      })
  private @Nullable Path zone;

  /**
   * The resolver.
   *
   * @param warnings takes what is odd about the zone file, each on one line
   */
  DnsResolver resolver(Consumer<String> warnings) {
    if (zone == null) {
      return server();
    }
    if (!servers.isEmpty()) {
      throw CommandException.usage("--zone and --resolver exclude each other");
    }
    return read(zone, warnings);
  }

  private DnsResolver server() {
    try {
      return DnsJavaResolver.builder().servers(servers).build();
    } catch (IllegalStateException e) {
      throw CommandException.usage("the system names no DNS server, give one with --resolver");
    }
  }

  private static DnsResolver read(Path file, Consumer<String> warnings) {
    try {
      ZoneFile.Result result = ZoneFile.read(file);
      if (result instanceof ZoneFile.Invalid wrong) {
        throw CommandException.input(
            "--zone " + file + ", line " + wrong.line() + ": " + wrong.problem());
      }
      ZoneFile.Valid valid = (ZoneFile.Valid) result;
      valid.warnings().forEach(w -> warnings.accept("--zone " + file + ": " + w));
      return valid.zone();
    } catch (IOException e) {
      throw CommandException.unreadable("--zone " + file, e);
    }
  }
}
