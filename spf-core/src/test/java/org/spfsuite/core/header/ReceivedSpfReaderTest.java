package org.spfsuite.core.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.header.ParsedField.Malformed;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.SpfResult;

final class ReceivedSpfReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "pass;client-ip=192.0.2.1                ~ pass client-ip[192.0.2.1]",
        "pass ;;; helo=a;; ;receiver=b;;         ~ pass helo[a] receiver[b]",
        "pass helo=a client-ip=192.0.2.1         ~ pass helo[a] client-ip[192.0.2.1]",
        "(x)pass(y)(z)helo(a)=b(c);(d)receiver=e ~ pass (y) helo[b] receiver[e]",
        "pass (a (b) \\) \\\\ \\x c)             ~ pass (a (b) ) \\ x c)",
        "pass ()                                 ~ pass ()",
        "pass helo=                              ~ pass helo[]",
        "pass helo=; receiver=x                  ~ pass helo[] receiver[x]",
        "pass helo= receiver=x                   ~ pass helo[] receiver[x]",
        "pass helo = x y ; receiver = z          ~ pass helo[x y] receiver[z]",
        "pass helo=\"\"; receiver=\"a\\\"b\\\\\" ~ pass helo[] receiver[a\"b\\]",
        "pass helo=\"a;b=(c)\" receiver=x        ~ pass helo[a;b=(c)] receiver[x]",
        "pass envelope-from=SRS0=a=b=c@d.example ~ pass envelope-from[SRS0=a=b=c@d.example]",
        "pass envelope-from=\"a b\"@d.example;   ~ pass envelope-from[\"a b\"@d.example]",
        "pass helo=x;helo=y                      ~ pass helo[x] helo[y]",
      })
  void readsOddForms(String body, String expected) {
    assertThat(ReceivedSpfInTheWildTest.show(ReceivedSpf.parse(body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "``                            ~ 0  ~ one of pass",
        "`  hardfail (x)`              ~ 2  ~ one of pass",
        "Received-SPF: passed          ~ 14 ~ one of pass",
        "pass (x                       ~ 5  ~ a ) for this (",
        "pass (x)) helo=a              ~ 8  ~ a key and =",
        "pass google.com says so       ~ 5  ~ a key and =",
        "pass helo=a; receiver; b=c    ~ 13 ~ a key and =",
        "pass =a                       ~ 5  ~ a key and =",
        "pass helo=\"a; receiver=b     ~ 10 ~ a closing quotation mark",
        "pass helo=\"a\" b             ~ 14 ~ a key and =",
        "pass helo=a (\\)              ~ 12 ~ a ) for this (",
      })
  void saysWhereAndWhatIsWrong(String body, int position, String expected) {
    assertThat(ReceivedSpf.parse(body))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed -> {
              assertThat(malformed.position()).isEqualTo(position);
              assertThat(malformed.expected()).startsWith(expected);
            });
  }

  @Test
  void lineBreaksNeverGetIntoAValue() {
    ReceivedSpfField field =
        valid("pass\r\n (a\\\r\n b \n\t c\rd)\n helo=\"e\\\n f\";\r\n receiver=g\n h");
    assertThat(field.comment()).contains("a\\ b c d");
    assertThat(field.helo()).contains("e\\ f");
    assertThat(field.receiver()).contains("g h");
  }

  @Test
  void readsUpToItsBounds() {
    String pairs = "a=b;".repeat(100);
    String comment = "(".repeat(32) + ")".repeat(32);
    String longest = "pass" + " ".repeat(16_380);
    assertThat(longest).hasSize(16_384);
    assertThat(ReceivedSpf.parse("pass " + pairs).valid()).isPresent();
    assertThat(ReceivedSpf.parse("pass " + comment).valid()).isPresent();
    assertThat(ReceivedSpf.parse(longest).valid()).isPresent();
    assertThat(ReceivedSpf.parse("pass " + pairs + "c=d"))
        .isEqualTo(new Malformed<>(405, "at most 100 keys"));
    assertThat(ReceivedSpf.parse("pass (" + comment + ")"))
        .isEqualTo(new Malformed<>(37, "comments nested at most 32 deep"));
    assertThat(ReceivedSpf.parse(longest + " "))
        .isEqualTo(new Malformed<>(16_384, "at most 16384 characters"));
  }

  @Test
  void knowsTheKeysOfTheRfcInAnyCase() {
    ReceivedSpfField field =
        valid(
            "permerror Client-IP=192.0.2.1; ENVELOPE-FROM=\"ann@bank.example\"; Helo=mail;"
                + " identity=mailfrom; mechanism=\"-all\"; problem=\"syntax x\"; receiver=mx");
    assertThat(field.result()).isEqualTo(SpfResult.PERMERROR);
    assertThat(field.comment()).isEmpty();
    assertThat(field.clientIp()).isEqualTo(IpAddress.parse("192.0.2.1"));
    assertThat(field.envelopeFrom()).contains("ann@bank.example");
    assertThat(field.helo()).contains("mail");
    assertThat(field.identity()).contains("mailfrom");
    assertThat(field.mechanism()).contains("-all");
    assertThat(field.problem()).contains("syntax x");
    assertThat(field.receiver()).contains("mx");
  }

  @Test
  void knowsWhatIsNotThere() {
    ReceivedSpfField field = valid("pass");
    assertThat(field.clientIp()).isEmpty();
    assertThat(field.envelopeFrom()).isEmpty();
    assertThat(field.helo()).isEmpty();
    assertThat(field.identity()).isEmpty();
    assertThat(field.mechanism()).isEmpty();
    assertThat(field.problem()).isEmpty();
    assertThat(field.receiver()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "[192.0.2.1]", "\"192.0.2.1\"", "\"[192.0.2.1]\""})
  void findsTheAddressInItsWrapping(String written) {
    assertThat(valid("pass client-ip=" + written).clientIp())
        .isEqualTo(IpAddress.parse("192.0.2.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "192.0.2.1.5", "::1%eth0"})
  void takesNothingElseForAnAddress(String written) {
    ReceivedSpfField field = valid("pass client-ip=" + written);
    assertThat(field.clientIp()).isEmpty();
    assertThat(field.get("client-ip")).contains(written);
  }

  @ParameterizedTest
  @CsvSource({"<>,''", "'',''", "<ann@bank.example>,ann@bank.example", "<,<"})
  void takesTheBracketsOffTheSender(String written, String sender) {
    assertThat(valid("pass envelope-from=" + written).envelopeFrom()).contains(sender);
  }

  @Test
  void theClientCannotReplaceAKeyThatStandsBeforeItsClaims() {
    ReceivedSpfField field = valid("fail client-ip=192.0.2.1; helo=x client-ip=198.51.100.1");
    assertThat(field.clientIp()).isEqualTo(IpAddress.parse("192.0.2.1"));
  }

  private static ReceivedSpfField valid(String field) {
    return ReceivedSpf.parse(field).valid().orElseThrow();
  }
}
