package org.spfsuite.core.dns.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordType;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** What can be said in a message but not with dnsjava's own records. */
final class CnameChainTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "2147483647, 2147483647", "2147483648, 0", "4294967295, 0"})
  void takesATtlWithTheTopBitSetForZero(long onTheWire, long understood) throws Exception {
    Message message = new Message(1);
    message.addRecord(new TXTRecord(Name.fromString("a."), DClass.IN, 0, "x"), Section.ANSWER);
    byte[] wire = message.toWire();
    int header = 12;
    int nameTypeAndClass = 3 + 2 + 2;
    ByteBuffer.wrap(wire).putInt(header + nameTypeAndClass, (int) onTheWire);

    CnameChain chain = new CnameChain(DnsName.parse("a").orElseThrow(), 16);
    DnsAnswer answer = Objects.requireNonNull(chain.read(new Message(wire), RecordType.TXT));
    assertThat(answer).isInstanceOf(DnsAnswer.Records.class);
    assertThat(answer.meta().ttlSeconds()).as("RFC 2181 §8").isEqualTo(understood);
  }
}
