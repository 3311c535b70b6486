package org.spfsuite.mailet.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.mail.internet.MimeMessage;
import org.apache.james.server.core.MimeMessageWrapper;
import org.junit.jupiter.api.Test;

final class UnparsedMessageTest {

  private static final String TEXT = "A: 1\r\nX-\u00fc :  2\n\t3\r\nA: 4\r\n\r\nHell\u00f6.\r\n";

  private final MimeMessageWrapper message =
      new UnparsedMessage(new MessageInMemory("1", TEXT.getBytes(StandardCharsets.ISO_8859_1)));

  @Test
  void copiesAreAsItIs() throws Exception {
    assertThat(copy()).isEqualTo(TEXT);
    message.getHeader("A");
    message.getContent();
    assertThat(copy()).isEqualTo(TEXT);
  }

  @Test
  void changesAreCopied() throws Exception {
    message.setHeader("B", "5");
    assertThat(copy()).contains("\r\nB: 5\r\nA: 1\r\n").endsWith("Hell\u00f6.\r\n");

    message.setText("Bye.");
    message.saveChanges();
    assertThat(copy()).contains("\r\nB: 5\r\n").endsWith("\r\n\r\nBye.");
  }

  @Test
  void fieldsCanBeLeftOut() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out, new String[] {"a"});

    assertThat(out.toString(StandardCharsets.ISO_8859_1))
        .startsWith("X-")
        .endsWith("\r\n\r\nHell\u00f6.\r\n")
        .doesNotContain("A: ");
  }

  @Test
  void headerAndBodyCanBeParted() throws Exception {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    message.writeTo(header, body);

    assertThat(header.toString(StandardCharsets.ISO_8859_1))
        .startsWith("A: 1")
        .endsWith("\r\n\r\n");
    assertThat(body.toString(StandardCharsets.ISO_8859_1)).isEqualTo("Hell\u00f6.\r\n");
  }

  private String copy() throws Exception {
    return text(message);
  }

  private static String text(MimeMessage message) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
