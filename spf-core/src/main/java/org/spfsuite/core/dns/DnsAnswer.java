package org.spfsuite.core.dns;

import java.util.List;

/** The outcome of one look-up. Trouble is a value like any other. */
public sealed interface DnsAnswer {

  /** TTL, authenticity and cost. */
  AnswerMeta meta();

  /** The same outcome at another TTL, authenticity or cost. */
  DnsAnswer withMeta(AnswerMeta other);

  /**
   * At least one record of the type asked for.
   *
   * @param records in the order in which they came, not empty
   * @param meta TTL, authenticity and cost
   */
  record Records(List<RecordData> records, AnswerMeta meta) implements DnsAnswer {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public Records {
      records = List.copyOf(records);
      if (records.isEmpty()) {
        throw new IllegalArgumentException("an answer without records is NoData or NxDomain");
      }
    }

    @Override
    public Records withMeta(AnswerMeta other) {
      return new Records(records, other);
    }
  }

  /**
   * The name exists but has no record of this type (RCODE 0, no answer).
   *
   * @param meta TTL, authenticity and cost
   */
  record NoData(AnswerMeta meta) implements DnsAnswer {
    @Override
    public NoData withMeta(AnswerMeta other) {
      return new NoData(other);
    }
  }

  /**
   * The name does not exist (RCODE 3).
   *
   * @param meta TTL, authenticity and cost
   */
  record NxDomain(AnswerMeta meta) implements DnsAnswer {
    @Override
    public NxDomain withMeta(AnswerMeta other) {
      return new NxDomain(other);
    }
  }

  /**
   * No usable answer. RFC 7208 §2.6.6 calls this a transient error.
   *
   * @param kind what went wrong
   * @param detail one line for people, printable ASCII
   * @param meta cost; the TTL is 0
   */
  record Failure(FailureKind kind, String detail, AnswerMeta meta) implements DnsAnswer {
    @Override
    public Failure withMeta(AnswerMeta other) {
      return new Failure(kind, detail, other);
    }
  }

  /** Why there is no usable answer. */
  enum FailureKind {
    /** Nobody answered in time. */
    TIMEOUT,
    /** RCODE 2. */
    SERVFAIL,
    /** RCODE 5. */
    REFUSED,
    /** Any other error code. */
    OTHER_RCODE,
    /** The answer could not be read, or was not an answer to the question. */
    MALFORMED,
    /** A CNAME chain that is circular or too long. */
    CNAME_CHAIN,
    /** No server could be reached. */
    UNREACHABLE,
    /** The resolver itself failed. */
    INTERNAL
  }
}
