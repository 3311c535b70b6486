package org.spfsuite.core.dns;

/**
 * One question to DNS, class IN.
 *
 * @param name the name asked for
 * @param type the type asked for
 */
public record DnsQuestion(DnsName name, RecordType type) {

  /** {@code name/TYPE}, safe to print. */
  @Override
  public String toString() {
    return name + "/" + type;
  }
}
