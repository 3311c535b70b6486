package org.spfsuite.core.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** Datagrams that arrive before the genuine answer and must not be taken for it. */
final class Forgeries {

  private static final int HEADER = 12;
  private static final int FLOOD = 50;

  private Forgeries() {}

  /** All datagrams that answer a query: the genuine one last, if at all. */
  static List<byte[]> around(byte[] genuine, Set<Quirk> quirks) throws IOException {
    if (quirks.contains(Quirk.FORGERIES_ONLY)) {
      return Collections.nCopies(FLOOD, wrongId(genuine));
    }
    List<byte[]> datagrams = new ArrayList<>();
    if (quirks.contains(Quirk.WRONG_ID_FIRST)) {
      datagrams.add(wrongId(genuine));
    }
    if (quirks.contains(Quirk.WRONG_QUESTION_FIRST)) {
      datagrams.add(wrongQuestion(genuine));
    }
    if (quirks.contains(Quirk.UNREADABLE_FIRST)) {
      datagrams.add(new byte[0]);
      datagrams.add(new byte[] {genuine[0]});
      datagrams.add(unreadable(genuine));
    }
    datagrams.add(genuine);
    return datagrams;
  }

  private static byte[] wrongId(byte[] genuine) throws IOException {
    Message forged = new Message(genuine);
    forged.getHeader().setID(forged.getHeader().getID() ^ 1);
    forged.getHeader().setRcode(Rcode.NXDOMAIN);
    forged.removeAllRecords(Section.ANSWER);
    return forged.toWire();
  }

  private static byte[] wrongQuestion(byte[] genuine) throws IOException {
    Name other = Name.fromString("forged.example.");
    Message original = new Message(genuine);
    Message forged = new Message(original.getHeader().getID());
    forged.getHeader().setFlag(Flags.QR);
    forged.addRecord(
        Record.newRecord(other, original.getQuestion().getType(), DClass.IN), Section.QUESTION);
    forged.addRecord(new TXTRecord(other, DClass.IN, 300, "forged"), Section.ANSWER);
    return forged.toWire();
  }

  /** The genuine header and a question that is nothing but set bits. */
  private static byte[] unreadable(byte[] genuine) {
    byte[] forged = Arrays.copyOf(genuine, HEADER + 8);
    Arrays.fill(forged, HEADER, forged.length, (byte) 0xFF);
    return forged;
  }
}
