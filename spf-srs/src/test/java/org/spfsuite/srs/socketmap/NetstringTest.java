package org.spfsuite.srs.socketmap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetstringTest {

  /** What comes before was taken, what comes behind stays. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``         | incomplete | 0",
        "1          | incomplete | 0",
        "1:         | incomplete | 0",
        "1:a        | incomplete | 0",
        "2000:      | incomplete | 0",
        "0:         | incomplete | 0",
        "0:,        | ``         | 3",
        "1:a,       | a          | 4",
        "1:,,       | ,          | 4",
        "9:123456789,2:x | 123456789 | 12",
        "0009:123456789, | 123456789 | 15",
        "2001:      | garbage    | 0",
        "00009:     | garbage    | 0",
        "/          | garbage    | 0",
        ":          | garbage    | 0",
        "1;         | garbage    | 0",
        "1:ab       | garbage    | 0",
      })
  void isTakenWhenItIsThere(String text, String expected, int taken) {
    ByteBuffer in = ByteBuffer.wrap(("1:z," + text).getBytes(UTF_8)).position(4);
    Netstring netstring = Netstring.take(in);

    assertThat(netstring instanceof Netstring.Incomplete).isEqualTo(expected.equals("incomplete"));
    assertThat(netstring instanceof Netstring.Garbage).isEqualTo(expected.equals("garbage"));
    if (netstring instanceof Netstring.Complete complete) {
      assertThat(complete.payload()).asString(UTF_8).isEqualTo(expected);
    }
    assertThat(in.position()).isEqualTo(4 + taken);
  }
}
