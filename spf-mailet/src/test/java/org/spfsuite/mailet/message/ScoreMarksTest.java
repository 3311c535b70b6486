package org.spfsuite.mailet.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.mailet.testing.Fakes.fieldNames;
import static org.spfsuite.mailet.testing.Fakes.mail;

import java.util.List;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.header.HeaderField;
import org.spfsuite.mailet.policy.Action;
import org.spfsuite.scoring.Scorer;
import org.spfsuite.scoring.inquiry.ScoreRequest;
import org.spfsuite.scoring.score.ScoreReport;

final class ScoreMarksTest {

  private static final ScoreReport REPORT =
      Scorer.builder()
          .resolver(Zone.builder().txt("bank.example", "v=spf1 -all").build())
          .build()
          .score(ScoreRequest.of("203.0.113.66", "plain.example", "boss@bank.example"));

  private static final List<HeaderField> FIELDS =
      List.of(new HeaderField("X-Spam-Level", "**"), new HeaderField("X-Spam-Status", "No"));

  private static MailImpl marked(String headers) throws Exception {
    MailImpl mail = mail("boss@bank.example", headers, "ann@here.example");
    ScoreMarks.put(mail, REPORT, Action.TAG, FIELDS);
    return mail;
  }

  @Test
  void fieldsComeOnTopAndStrangersWriteNone() throws Exception {
    MailImpl mail =
        marked("Received: a\nX-Spam-Status: Yes\nx-SPAM-anything : b\n c\nX-Spammer: d\n");

    assertThat(fieldNames(mail))
        .containsExactly("X-Spam-Level", "X-Spam-Status", "Received", "X-Spammer", "Subject");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-Spam-Status: No", "x-spam-flag\n : NO", "X-Spam-: a", "X-SPAM-LEVEL\t:\n b"})
  void whatStrangersWroteCanGoAlone(String field) throws Exception {
    MailImpl mail = mail("", "A: 1\n" + field + "\nB: 2\n", "ann@here.example");

    assertThat(ScoreMarks.removeForged(mail)).isEqualTo(1);
    assertThat(fieldNames(mail)).containsExactly("A", "B", "Subject");
  }

  @Test
  void attributesTellTheReport() throws Exception {
    MailImpl mail = marked("");

    assertThat(ScoreMarks.score(mail)).contains(2.501);
    assertThat(ScoreMarks.hits(mail)).containsExactly("SPF_FAIL", "SPF_HELO_NONE");
    assertThat(mail.attributes())
        .extracting(Attribute::toString)
        .anyMatch(text -> text.contains("org.spfsuite.score.action") && text.contains("tag"))
        .anyMatch(text -> text.contains("org.spfsuite.score.spam") && text.contains("false"))
        .anyMatch(text -> text.contains("org.spfsuite.score.required") && text.contains("5.0"))
        .anyMatch(text -> text.contains("org.spfsuite.score.report") && text.contains("ham, "));
  }

  @Test
  void attributesSurviveTheFormInWhichQueuesKeepThem() throws Exception {
    MailImpl mail = marked("");

    assertThat(mail.attributes())
        .hasSize(6)
        .allSatisfy(
            attribute ->
                assertThat(AttributeValue.fromJson(attribute.getValue().toJson().orElseThrow()))
                    .as(attribute.getName().asString())
                    .isEqualTo(attribute.getValue()));
    var copy = mail.duplicate();
    assertThat(ScoreMarks.hits(copy)).isEqualTo(ScoreMarks.hits(mail));
  }

  @Test
  void aMessageWithoutAScoreSaysNothing() throws Exception {
    MailImpl mail = mail("", "", "ann@here.example");

    assertThat(ScoreMarks.score(mail)).isEmpty();
    assertThat(ScoreMarks.hits(mail)).isEmpty();
  }
}
