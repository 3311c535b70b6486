package org.spfsuite.core.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.dns.Zone;
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
  private static final long TTL = 300;

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
  Optional<byte[]> respond(byte[] octets, boolean tcp) {
    try {
      Message query = new Message(octets);
      return respond(query).map(answer -> wire(answer, query, tcp));
    } catch (IOException e) {
      return Optional.empty(); // not a DNS message
    }
  }

  private static byte[] wire(Message answer, Message query, boolean tcp) {
    if (tcp) {
      return answer.toWire(Message.MAXLENGTH);
    }
    OPTRecord opt = query.getOPT();
    int size = opt == null ? CLASSIC_UDP_SIZE : Math.max(CLASSIC_UDP_SIZE, opt.getPayloadSize());
    return answer.toWire(size); // sets TC where it does not fit
  }

  private Optional<Message> respond(Message query) throws IOException {
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    if (query.getHeader().getFlag(Flags.RD)) {
      answer.getHeader().setFlag(Flags.RD);
    }
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    if (query.getOPT() != null) {
      answer.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
    }
    return fill(answer, query.getQuestion()) ? Optional.of(answer) : Optional.empty();
  }

  /** Follows CNAME records as a recursive server does; false if the zone plans a time-out. */
  private boolean fill(Message answer, Record question) throws IOException {
    Optional<RecordType> type = type(question.getType());
    Name name = question.getName();
    for (int link = 0; link < MAX_CHAIN; link++) {
      DnsName dnsName = fromDnsJava(name);
      Optional<DnsAnswer> found = zone.at(new DnsQuestion(dnsName, type.orElse(RecordType.TXT)));
      if (found.isEmpty()) {
        answer.getHeader().setRcode(Rcode.NXDOMAIN);
        answer.addRecord(soa(name), Section.AUTHORITY);
        return true;
      }
      if (found.get() instanceof DnsAnswer.Failure failure) {
        answer.getHeader().setRcode(rcode(failure.kind()));
        return failure.kind() != FailureKind.TIMEOUT;
      }
      if (type.isEmpty() || !(found.get() instanceof DnsAnswer.Records records)) {
        answer.addRecord(soa(name), Section.AUTHORITY);
        return true;
      }
      for (RecordData data : records.records()) {
        answer.addRecord(record(name, data), Section.ANSWER);
      }
      if (!(records.records().get(0) instanceof RecordData.Cname alias)) {
        return true;
      }
      name = toDnsJava(alias.target());
    }
    return true; // a loop: the answer holds as many links as were followed
  }

  private static int rcode(FailureKind kind) {
    return switch (kind) {
      case REFUSED -> Rcode.REFUSED;
      case OTHER_RCODE -> Rcode.NOTIMP;
      default -> Rcode.SERVFAIL;
    };
  }

  private static Optional<RecordType> type(int type) {
    return Arrays.stream(RecordType.values())
        .filter(t -> Type.string(type).equals(t.name()))
        .findFirst();
  }

  private static Record soa(Name name) {
    return new SOARecord(name, DClass.IN, TTL, name, name, 1, 3600, 600, 86400, TTL);
  }

  private static Record record(Name name, RecordData data) throws IOException {
    if (data instanceof RecordData.Address address) {
      return address.address().isIpv4()
          ? new ARecord(name, DClass.IN, TTL, address.address().octets())
          : new AAAARecord(name, DClass.IN, TTL, address.address().octets());
    }
    if (data instanceof RecordData.Mx mx) {
      return new MXRecord(name, DClass.IN, TTL, mx.preference(), toDnsJava(mx.exchange()));
    }
    if (data instanceof RecordData.Ptr ptr) {
      return new PTRRecord(name, DClass.IN, TTL, toDnsJava(ptr.name()));
    }
    if (data instanceof RecordData.Cname cname) {
      return new CNAMERecord(name, DClass.IN, TTL, toDnsJava(cname.target()));
    }
    return txt(name, ((RecordData.Txt) data).text());
  }

  /** A text of any octets as character-strings of 255. */
  private static Record txt(Name name, String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    List<byte[]> strings = new ArrayList<>();
    for (int from = 0; from == 0 || from < octets.length; from += TXT_STRING) {
      strings.add(Arrays.copyOfRange(octets, from, Math.min(from + TXT_STRING, octets.length)));
    }
    return Record.newRecord(name, Type.TXT, DClass.IN, TTL, join(strings));
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
