package org.spfsuite.core.dns;

/** A zone in memory keeps the contract of a resolver. */
final class ZoneContractTest extends ResolverContract {

  @Override
  protected DnsResolver resolverOf(Zone zone) {
    return zone;
  }
}
