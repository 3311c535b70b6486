package org.spfsuite.core.check;

import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.record.SpfRecord;

/**
 * A record under evaluation.
 *
 * @param name the domain that publishes it
 * @param record the record
 */
record Frame(DnsName name, SpfRecord record) {

  /** The domain, safe to print. */
  String domain() {
    return name.toString();
  }
}
