package org.spfsuite.srs.socketmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.srs.socketmap.ListenAddress.Tcp;
import org.spfsuite.srs.socketmap.ListenAddress.UnixSocket;

final class ListenAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inet:10003             | [/127.0.0.1:10003, /[0:0:0:0:0:0:0:1]:10003] | true",
        "inet4:10003            | [/127.0.0.1:10003]                           | true",
        "inet6:10003            | [/[0:0:0:0:0:0:0:1]:10003]                   | true",
        "inet:localhost:10003   | [/127.0.0.1:10003, /[0:0:0:0:0:0:0:1]:10003] | true",
        "inet:127.0.0.1:0       | [/127.0.0.1:0]                               | true",
        "inet:127.0.0.1:65535   | [/127.0.0.1:65535]                           | true",
        "inet:192.0.2.1:9       | [/192.0.2.1:9]                               | false",
        "inet:[192.0.2.1]:1     | [/192.0.2.1:1]                               | false",
        "inet:[2001:db8::1]:1   | [/[2001:db8:0:0:0:0:0:1]:1]                  | false",
      })
  void portsAreOnLoopbackUnlessAHostIsGiven(String text, String addresses, boolean loopback) {
    Tcp tcp = (Tcp) ListenAddress.parse(text);

    assertThat(tcp.addresses()).hasToString(addresses);
    assertThat(tcp.isLoopback()).isEqualTo(loopback);
  }

  @Test
  void aPathIsOneOfASocket() {
    assertThat(ListenAddress.parse("unix:/a:b")).isEqualTo(new UnixSocket(Path.of("/a:b")));
    assertThat(ListenAddress.parse("local:x")).isEqualTo(new UnixSocket(Path.of("x")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "10003                | '10003' is not unix:PATH, inet:HOST:PORT or inet:PORT",
        "INET:10003           | 'INET:10003' is not unix:PATH, inet:HOST:PORT or inet:PORT",
        "unix:                | unix: needs the path of a socket",
        "unix:a\0b            | unix: needs the path of a socket",
        "inet:                | '' is not a port of 0 to 65535",
        "inet:65536           | '65536' is not a port of 0 to 65535",
        "inet:000001          | '000001' is not a port of 0 to 65535",
        "inet:1/              | '1/' is not a port of 0 to 65535",
        "inet:1:              | '' is not a port of 0 to 65535",
        "inet:+1              | '+1' is not a port of 0 to 65535",
        "inet:[x]:1           | '[x]' is not an address",
        "inet6:[192.0.2.1]:1  | '[192.0.2.1]' has no address of this kind",
        "inet4:[2001:db8::1]:1 | '[2001:db8::1]' has no address of this kind",
      })
  void nothingElseIsAPlaceToListen(String text, String problem) {
    assertThatThrownBy(() -> ListenAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }
}
