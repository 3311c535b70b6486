package org.spfsuite.core.report;

import java.util.List;
import java.util.Locale;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.RecordData;

/** DNS answers in words. */
final class DnsText {

  private DnsText() {}

  /** {@code records}, {@code nodata}, {@code nxdomain} or the name of the failure. */
  static String status(DnsAnswer answer) {
    if (answer instanceof DnsAnswer.Records) {
      return "records";
    }
    if (answer instanceof DnsAnswer.Failure failure) {
      return failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return answer instanceof DnsAnswer.NoData ? "nodata" : "nxdomain";
  }

  static List<RecordData> records(DnsAnswer answer) {
    return answer instanceof DnsAnswer.Records records ? records.records() : List.of();
  }

  /** The data of a record; a text in full, not safe to print. */
  static String of(RecordData data) {
    if (data instanceof RecordData.Address address) {
      return address.address().toString();
    }
    if (data instanceof RecordData.Mx mx) {
      return mx.preference() + " " + mx.exchange();
    }
    if (data instanceof RecordData.Ptr ptr) {
      return ptr.name().toString();
    }
    return data instanceof RecordData.Txt txt
        ? txt.text()
        : ((RecordData.Cname) data).target().toString();
  }
}
