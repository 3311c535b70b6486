package org.spfsuite.core.dns.dnsjava;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.net.IpAddress;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Reads messages along a chain of CNAME records (RFC 1034 §3.6.2), over several messages if need
 * be. The bound on the chain also bounds the queries it can cause.
 */
final class CnameChain {

  private final int maxLinks;
  private final Set<Name> seen = new HashSet<>();
  private Name end;
  private long ttl = Long.MAX_VALUE;
  private boolean authentic = true;

  /** A chain of at most so many CNAME records. */
  CnameChain(DnsName start, int maxLinks) {
    this.maxLinks = maxLinks;
    this.end = DnsJavaNames.toDnsJava(start);
    seen.add(end);
  }

  /** The name to ask for next. */
  DnsName end() {
    return DnsJavaNames.fromDnsJava(end);
  }

  static boolean isFailure(int rcode) {
    return rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN;
  }

  static FailureKind failureKind(int rcode) {
    return switch (rcode) {
      case Rcode.SERVFAIL -> FailureKind.SERVFAIL;
      case Rcode.REFUSED -> FailureKind.REFUSED;
      default -> FailureKind.OTHER_RCODE;
    };
  }

  /** The answer, or null if the message leads to a name that must be asked for on its own. */
  @Nullable DnsAnswer read(Message message, RecordType type) {
    authentic &= message.getHeader().getFlag(Flags.AD);
    int rcode = message.getRcode();
    if (isFailure(rcode)) {
      String detail = "RCODE " + Rcode.string(rcode);
      return new DnsAnswer.Failure(failureKind(rcode), detail, AnswerMeta.NONE);
    }
    Name before = end;
    List<Record> answers = message.getSection(Section.ANSWER);
    while (true) {
      List<RecordData> data = data(answers, type);
      if (!data.isEmpty()) {
        return new DnsAnswer.Records(data, meta());
      }
      Optional<CNAMERecord> alias = alias(answers);
      if (alias.isEmpty()) {
        return negative(message, before);
      }
      end = alias.get().getTarget();
      ttl = Math.min(ttl, alias.get().getTTL());
      if (!seen.add(end) || seen.size() > maxLinks + 1) {
        String detail = "CNAME chain is circular or longer than " + maxLinks;
        return new DnsAnswer.Failure(FailureKind.CNAME_CHAIN, detail, AnswerMeta.NONE);
      }
    }
  }

  private Optional<CNAMERecord> alias(List<Record> answers) {
    return answers.stream()
        .filter(r -> r instanceof CNAMERecord && isAtEnd(r))
        .map(CNAMERecord.class::cast)
        .findFirst();
  }

  private List<RecordData> data(List<Record> answers, RecordType type) {
    List<RecordData> data = new ArrayList<>();
    for (Record answer : answers) {
      if (answer.getType() == DnsJavaNames.type(type) && isAtEnd(answer)) {
        data.add(data(answer));
        ttl = Math.min(ttl, answer.getTTL());
      }
    }
    return data;
  }

  private @Nullable DnsAnswer negative(Message message, Name before) {
    Optional<SOARecord> soa =
        message.getSection(Section.AUTHORITY).stream()
            .filter(r -> r.getType() == Type.SOA)
            .map(SOARecord.class::cast)
            .findFirst();
    boolean partOfChain = !end.equals(before) && soa.isEmpty();
    if (partOfChain && message.getRcode() == Rcode.NOERROR) {
      return null;
    }
    // RFC 2308 §5: the negative TTL is the smaller of the SOA's own TTL and its minimum field.
    ttl = Math.min(ttl, soa.map(s -> Math.min(s.getTTL(), s.getMinimum())).orElse(0L));
    return message.getRcode() == Rcode.NXDOMAIN
        ? new DnsAnswer.NxDomain(meta())
        : new DnsAnswer.NoData(meta());
  }

  private boolean isAtEnd(Record record) {
    return record.getDClass() == DClass.IN && record.getName().equals(end);
  }

  private AnswerMeta meta() {
    return new AnswerMeta(ttl, authentic, 0);
  }

  private static RecordData data(Record record) {
    if (record instanceof ARecord a) {
      return new RecordData.Address(IpAddress.of(a.getAddress()));
    }
    if (record instanceof AAAARecord aaaa) {
      // Not through InetAddress: it would turn ::ffff:192.0.2.1 into an IPv4 address.
      return new RecordData.Address(IpAddress.of(aaaa.rdataToWireCanonical()));
    }
    if (record instanceof MXRecord mx) {
      return new RecordData.Mx(mx.getPriority(), DnsJavaNames.fromDnsJava(mx.getTarget()));
    }
    if (record instanceof PTRRecord ptr) {
      return new RecordData.Ptr(DnsJavaNames.fromDnsJava(ptr.getTarget()));
    }
    return new RecordData.Txt(text((TXTRecord) record));
  }

  /** RFC 7208 §3.3: the strings of one record are joined without a blank. */
  private static String text(TXTRecord record) {
    StringBuilder text = new StringBuilder();
    for (byte[] string : record.getStringsAsByteArrays()) {
      text.append(new String(string, StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }
}
