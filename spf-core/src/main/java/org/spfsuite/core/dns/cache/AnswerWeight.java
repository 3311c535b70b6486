package org.spfsuite.core.dns.cache;

import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.RecordData;

/**
 * About how many bytes of heap an answer takes with its question: on the high side for a 64-bit
 * virtual machine, linear in what came over the wire.
 */
final class AnswerWeight {

  /**
   * Question, answer, meta data and the node in the cache, all without their contents, and the copy
   * that was given last.
   */
  private static final long ENTRY = 416;

  /** A record with its place in the list, without its contents. */
  private static final long RECORD = 48;

  /** A name without its octets. */
  private static final long NAME = 56;

  /** A string without its characters. */
  private static final long STRING = 56;

  private static final long ADDRESS = 40;

  private AnswerWeight() {}

  /** Bytes, at most {@link Integer#MAX_VALUE}. */
  static int of(DnsQuestion question, DnsAnswer answer) {
    long bytes = ENTRY + bytes(question.name());
    if (answer instanceof DnsAnswer.Records records) {
      for (RecordData data : records.records()) {
        bytes += RECORD + bytes(data);
      }
    } else if (answer instanceof DnsAnswer.Failure failure) {
      bytes += STRING + failure.detail().length();
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  private static long bytes(RecordData data) {
    if (data instanceof RecordData.Txt txt) {
      return STRING + txt.text().length();
    }
    if (data instanceof RecordData.Mx mx) {
      return bytes(mx.exchange());
    }
    if (data instanceof RecordData.Ptr ptr) {
      return bytes(ptr.name());
    }
    return data instanceof RecordData.Cname cname ? bytes(cname.target()) : ADDRESS;
  }

  private static long bytes(DnsName name) {
    return NAME + name.wireLength();
  }
}
