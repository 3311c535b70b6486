package org.spfsuite.core.dns.dnsjava;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordType;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Our names and types in dnsjava's terms and back, octet for octet. */
final class DnsJavaNames {

  private DnsJavaNames() {}

  static Name toDnsJava(DnsName name) {
    try {
      return new Name(wire(name));
    } catch (IOException e) {
      throw new AssertionError("a DnsName always has a wire form", e);
    }
  }

  private static byte[] wire(DnsName name) {
    List<byte[]> labels = name.labels();
    byte[] wire = new byte[labels.stream().mapToInt(label -> label.length + 1).sum() + 1];
    int at = 0;
    for (byte[] label : labels) {
      wire[at++] = (byte) label.length;
      System.arraycopy(label, 0, wire, at, label.length);
      at += label.length;
    }
    return wire;
  }

  static DnsName fromDnsJava(Name name) {
    List<byte[]> labels = new ArrayList<>();
    for (int i = 0; i < name.labels(); i++) {
      byte[] label = name.getLabel(i);
      if (label[0] > 0) {
        labels.add(Arrays.copyOfRange(label, 1, label.length));
      }
    }
    return DnsName.ofLabels(labels)
        .orElseThrow(() -> new AssertionError("a name from the wire keeps the limits of DNS"));
  }

  static int type(RecordType type) {
    return switch (type) {
      case A -> Type.A;
      case AAAA -> Type.AAAA;
      case MX -> Type.MX;
      case PTR -> Type.PTR;
      case TXT -> Type.TXT;
    };
  }
}
