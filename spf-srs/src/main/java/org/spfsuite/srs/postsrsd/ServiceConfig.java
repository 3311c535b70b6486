package org.spfsuite.srs.postsrsd;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.address.Ascii;
import org.spfsuite.srs.policy.ForwardPolicy;
import org.spfsuite.srs.socketmap.ListenAddress;
import org.spfsuite.srs.socketmap.ServiceLimits;

/**
 * How a service works.
 *
 * @param srsDomain of the addresses that are made
 * @param localDomains whose senders stay as they are
 * @param options of the scheme
 * @param socketmap where it listens
 * @param limits of connections
 * @param secretsFile one secret on each line; the first one signs
 * @param domainsFile from which some of the local domains are
 * @param watchesDomains whether that file is read again when it has changed
 * @param envelopeDatabase file in which senders are kept that are too long, without its ending
 * @param pidFile where the number of the process is written
 * @param debug whether everything is logged
 */
public record ServiceConfig(
    String srsDomain,
    LocalDomains localDomains,
    SrsOptions options,
    ListenAddress socketmap,
    ServiceLimits limits,
    Path secretsFile,
    Optional<StampedFile> domainsFile,
    boolean watchesDomains,
    Optional<Path> envelopeDatabase,
    Optional<Path> pidFile,
    boolean debug) {

  /**
   * Where addresses of ours are believed: in the SRS domain, and in the local domains, as another
   * one of these may have been the SRS domain before.
   */
  public Set<String> srsDomains() {
    return Stream.concat(Stream.of(Ascii.lower(srsDomain)), localDomains.names().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Who stays: nobody, if all are to be rewritten. */
  public ForwardPolicy policy() {
    ForwardPolicy all = ForwardPolicy.DEFAULT;
    return options.always()
        ? all
        : new ForwardPolicy(
            localDomains, all.excluded(), all.unsafe(), all.when(), all.departure());
  }
}
