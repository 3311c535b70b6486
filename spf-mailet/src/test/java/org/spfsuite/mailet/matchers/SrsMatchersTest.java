package org.spfsuite.mailet.matchers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spfsuite.mailet.testing.Fakes.mail;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.MatcherConfig;
import org.apache.mailet.base.GenericMatcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.message.SrsMarks;
import org.spfsuite.mailet.message.SrsMarks.Status;
import org.spfsuite.mailet.testing.Fakes;
import org.spfsuite.mailet.testing.Fakes.Counters;

final class SrsMatchersTest {

  @TempDir private Path root;

  private SrsService service;
  private String good = "";

  @BeforeEach
  void start() throws Exception {
    service = Fakes.srs(root, new Counters());
    good = Fakes.rewritten(service, "alice@uni.example");
  }

  @AfterEach
  void close() {
    service.close();
  }

  private static <T extends GenericMatcher> T init(T matcher, String condition) throws Exception {
    matcher.init(Fakes.answering(MatcherConfig.class, Map.of("getCondition", none -> condition)));
    return matcher;
  }

  private List<String> matched(String condition, MailImpl mail) throws Exception {
    return init(new SrsStatus(service), condition).match(mail).stream()
        .map(MailAddress::asString)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "valid,           =alice@, =alice@",
    "'none, Bad_Hash', =alice@, =bob@",
    "malformed,       =uni.example=alice@, @",
    "foreign,         srs.alumni.example, srs.other.example",
    "none,            SRS0=, ''",
  })
  void recipientsAreMatchedByWhatTheyAre(String condition, String what, String instead)
      throws Exception {
    String recipient = good.replace(what, instead);
    String other = condition.equals("valid") ? "malformed" : "valid";

    assertThat(matched(condition, mail("", "", recipient))).containsExactly(recipient);
    assertThat(matched(other, mail("", "", recipient))).isEmpty();
  }

  @Test
  void messagesAreMatchedByWhatBecameOfTheirSenders() throws Exception {
    MailImpl mail = mail("x@uni.example", "", "a@dest.example", "b@dest.example");
    assertThat(matched("rewritten", mail)).isEmpty();
    SrsMarks.status(mail, Status.REWRITTEN);
    assertThat(matched("rewritten, failed", mail)).hasSize(2);
    assertThat(matched("left", mail)).isEmpty();
  }

  @Test
  void formIsEnoughForOne() throws Exception {
    IsSrsAddress matcher = init(new IsSrsAddress(service), "");
    String bad = good.replace("=alice@", "=bob@");
    assertThat(matcher.match(mail("", "", good, bad, "ann@srs.alumni.example", "SRS0=a@b.example")))
        .extracting(MailAddress::asString)
        .containsExactlyInAnyOrder(good, bad);
  }

  @Test
  void wrongConditionsAreNamed() {
    assertThatThrownBy(() -> init(new SrsStatus(service), "valid, wrong"))
        .isInstanceOf(SpfConfigurationException.class)
        .hasMessageContaining("SrsStatus=valid, wrong")
        .hasMessageContaining("one or more of valid, malformed, bad_hash");
  }
}
