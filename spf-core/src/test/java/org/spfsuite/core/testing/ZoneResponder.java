package org.spfsuite.core.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.testing.LoopbackDnsServer.Transport;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Turns a DNS message into the answer that a recursive server with this zone would give. */
final class ZoneResponder {

  private static final int MAX_CHAIN = 20;
  private static final int CLASSIC_UDP_SIZE = 512;
  private static final int TXT_STRING = 255;

  private final Zone zone;

  ZoneResponder(Zone zone) {
    this.zone = zone;
  }

  /** {@code name/TYPE} for the log of the server. */
  static String question(byte[] query) {
    try {
      Record question = new Message(query).getQuestion();
      return question.getName().toString(true) + "/" + Type.string(question.getType());
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /** The answer; empty if the zone plans a time-out. */
  Optional<byte[]> respond(byte[] octets, Transport transport, Set<Quirk> quirks) {
    try {
      Message query = new Message(octets);
      if (quirks.contains(Quirk.NO_EDNS) && query.getOPT() != null) {
        return Optional.of(refusal(query, Rcode.FORMERR).toWire()); // RFC 6891 §7
      }
      return answer(query, quirks).map(answer -> wire(answer, query, transport, quirks));
    } catch (IOException e) {
      return Optional.empty(); // not a DNS message
    }
  }

  private static Message refusal(Message query, int rcode) {
    Message refusal = blank(query);
    refusal.getHeader().setRcode(rcode);
    return refusal;
  }

  private static byte[] wire(
      Message answer, Message query, Transport transport, Set<Quirk> quirks) {
    if (transport == Transport.TCP) {
      return answer.toWire(Message.MAXLENGTH);
    }
    if (quirks.contains(Quirk.TRUNCATING)) {
      Message truncated = blank(query);
      truncated.getHeader().setFlag(Flags.TC);
      return truncated.toWire();
    }
    OPTRecord opt = query.getOPT();
    int size = opt == null ? CLASSIC_UDP_SIZE : Math.max(CLASSIC_UDP_SIZE, opt.getPayloadSize());
    return answer.toWire(size); // sets TC where it does not fit
  }

  /** An answer to this query that says nothing yet. */
  private static Message blank(Message query) {
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    if (query.getHeader().getFlag(Flags.RD)) {
      answer.getHeader().setFlag(Flags.RD);
    }
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    return answer;
  }

  private Optional<Message> answer(Message query, Set<Quirk> quirks) throws IOException {
    Message answer = blank(query);
    if (query.getOPT() != null) {
      answer.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
    }
    if (quirks.contains(Quirk.AUTHENTIC)) {
      answer.getHeader().setFlag(Flags.AD);
    }
    int links = quirks.contains(Quirk.ONE_LINK_PER_MESSAGE) ? 1 : MAX_CHAIN;
    return fill(answer, query.getQuestion(), links) ? Optional.of(answer) : Optional.empty();
  }

  /** Follows CNAME records as a recursive server does; false if the zone plans a time-out. */
  private boolean fill(Message answer, Record question, int links) throws IOException {
    Optional<RecordType> type = type(question.getType());
    Name name = question.getName();
    for (int link = 0; link < links; link++) {
      DnsQuestion here = new DnsQuestion(fromDnsJava(name), type.orElse(RecordType.TXT));
      DnsAnswer found = zone.at(here).orElseGet(() -> new DnsAnswer.NxDomain(ttlOf(here)));
      long ttl = found.meta().ttlSeconds();
      if (found instanceof DnsAnswer.Failure failure) {
        answer.getHeader().setRcode(rcode(failure.kind()));
        return failure.kind() != FailureKind.TIMEOUT;
      }
      if (found instanceof DnsAnswer.NxDomain) {
        answer.getHeader().setRcode(Rcode.NXDOMAIN);
      }
      if (type.isEmpty() || !(found instanceof DnsAnswer.Records records)) {
        answer.addRecord(soa(name, ttl), Section.AUTHORITY);
        return true;
      }
      for (RecordData data : records.records()) {
        answer.addRecord(record(name, ttl, data), Section.ANSWER);
      }
      if (!(records.records().get(0) instanceof RecordData.Cname alias)) {
        return true;
      }
      name = toDnsJava(alias.target());
    }
    return true; // the answer holds as many links as were followed
  }

  private AnswerMeta ttlOf(DnsQuestion question) {
    return zone.answer(question).meta();
  }

  private static int rcode(FailureKind kind) {
    return switch (kind) {
      case REFUSED -> Rcode.REFUSED;
      case OTHER_RCODE -> Rcode.NOTAUTH; // nothing that has to do with EDNS
      default -> Rcode.SERVFAIL;
    };
  }

  private static Optional<RecordType> type(int type) {
    return Arrays.stream(RecordType.values())
        .filter(t -> Type.string(type).equals(t.name()))
        .findFirst();
  }

  private static Record soa(Name name, long ttl) {
    return new SOARecord(name, DClass.IN, ttl, name, name, 1, 3600, 600, 86400, ttl);
  }

  private static Record record(Name name, long ttl, RecordData data) throws IOException {
    if (data instanceof RecordData.Address address) {
      return address.address().isIpv4()
          ? new ARecord(name, DClass.IN, ttl, address.address().octets())
          : new AAAARecord(name, DClass.IN, ttl, address.address().octets());
    }
    if (data instanceof RecordData.Mx mx) {
      return new MXRecord(name, DClass.IN, ttl, mx.preference(), toDnsJava(mx.exchange()));
    }
    if (data instanceof RecordData.Ptr ptr) {
      return new PTRRecord(name, DClass.IN, ttl, toDnsJava(ptr.name()));
    }
    if (data instanceof RecordData.Cname cname) {
      return new CNAMERecord(name, DClass.IN, ttl, toDnsJava(cname.target()));
    }
    return txt(name, ttl, ((RecordData.Txt) data).text());
  }

  /** A text of any octets as character-strings of 255. */
  private static Record txt(Name name, long ttl, String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    List<byte[]> strings = new ArrayList<>();
    for (int from = 0; from == 0 || from < octets.length; from += TXT_STRING) {
      strings.add(Arrays.copyOfRange(octets, from, Math.min(from + TXT_STRING, octets.length)));
    }
    return Record.newRecord(name, Type.TXT, DClass.IN, ttl, join(strings));
  }

  private static byte[] join(List<byte[]> strings) {
    byte[] wire = new byte[strings.stream().mapToInt(s -> s.length + 1).sum()];
    int at = 0;
    for (byte[] string : strings) {
      wire[at++] = (byte) string.length;
      System.arraycopy(string, 0, wire, at, string.length);
      at += string.length;
    }
    return wire;
  }

  private static Name toDnsJava(DnsName name) throws IOException {
    List<byte[]> labels = new ArrayList<>(name.labels());
    byte[] wire = join(labels);
    return new Name(Arrays.copyOf(wire, wire.length + 1));
  }

  private static DnsName fromDnsJava(Name name) {
    List<byte[]> labels = new ArrayList<>();
    for (int i = 0; i < name.labels(); i++) {
      byte[] label = name.getLabel(i);
      if (label[0] > 0) {
        labels.add(Arrays.copyOfRange(label, 1, label.length));
      }
    }
    return DnsName.ofLabels(labels).orElseThrow();
  }
}
