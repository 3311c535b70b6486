package org.spfsuite.core.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.core.verdict.Identity.HELO;
import static org.spfsuite.core.verdict.Identity.MAIL_FROM;
import static org.spfsuite.core.verdict.SpfResult.FAIL;
import static org.spfsuite.core.verdict.SpfResult.NEUTRAL;
import static org.spfsuite.core.verdict.SpfResult.NONE;
import static org.spfsuite.core.verdict.SpfResult.PASS;
import static org.spfsuite.core.verdict.SpfResult.SOFTFAIL;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.Verdict;

final class AuthenticationResultsTest {

  private static final String ID = "mx.rcpt.example";
  private static final SpfRequest FROM_ANN =
      SpfRequest.of("192.0.2.1", "mail.bank.example", "ann@bank.example");
  private static final Verdict SENDER_PASSES =
      Checked.matched(PASS, MAIL_FROM, "bank.example", "ip4:192.0.2.0/24");
  private static final Verdict HELO_FAILS =
      Checked.matched(FAIL, HELO, "mail.bank.example", "-all");

  @Test
  void oneResultForEachIdentity() {
    assertThat(
            AuthenticationResults.write(List.of(SENDER_PASSES, HELO_FAILS), FROM_ANN, ID)
                .toString())
        .isEqualTo(
            "Authentication-Results: mx.rcpt.example; spf=pass smtp.mailfrom=bank.example;"
                + "\r\n\tspf=fail reason=-all smtp.helo=mail.bank.example");
  }

  @Test
  void aNullSenderHasNoResultOfItsOwn() {
    SpfRequest bounce = SpfRequest.of("192.0.2.1", "mail.bank.example", "");
    assertThat(body(HELO_FAILS, HELO_FAILS.as(MAIL_FROM), bounce))
        .isEqualTo("mx.rcpt.example; spf=fail reason=-all\r\n\tsmtp.helo=mail.bank.example");
  }

  @Test
  void noHeloHasNoResult() {
    SpfRequest silent = SpfRequest.of("192.0.2.1", "", "ann@bank.example");
    assertThat(body(Checked.unmatched(NONE, HELO, ""), SENDER_PASSES, silent))
        .isEqualTo("mx.rcpt.example; spf=pass smtp.mailfrom=bank.example");
  }

  @Test
  void noneIfThereIsNothing() {
    Verdict nothing = Checked.unmatched(NONE, HELO, "");
    assertThat(body(nothing, nothing.as(MAIL_FROM), SpfRequest.of("192.0.2.1", "", "")))
        .isEqualTo("mx.rcpt.example; none");
  }

  @Test
  void theReasonIsTheProblemOrWhatSpeaksAgainstTheClient() {
    Problem problem = new Problem(ProblemCode.LOOKUP_LIMIT, "bank.example", "11 terms");
    SpfRequest bounce = SpfRequest.of("192.0.2.1", "bank.example", "");
    assertThat(spf(Checked.broken(HELO, problem), bounce))
        .isEqualTo("spf=permerror reason=\"lookup-limit 11 terms\" smtp.helo=bank.example");
    assertThat(spf(Checked.unmatched(NEUTRAL, HELO, "bank.example"), bounce))
        .isEqualTo("spf=neutral reason=default smtp.helo=bank.example");
    assertThat(spf(Checked.matched(SOFTFAIL, HELO, "bank.example", "~all"), bounce))
        .isEqualTo("spf=softfail reason=~all smtp.helo=bank.example");
    assertThat(spf(Checked.matched(PASS, HELO, "bank.example", "a"), bounce))
        .isEqualTo("spf=pass smtp.helo=bank.example");
    assertThat(spf(Checked.unmatched(NONE, HELO, "bank.example"), bounce))
        .isEqualTo("spf=none smtp.helo=bank.example");
  }

  @ParameterizedTest
  @CsvSource({
    "[192.0.2.1], \"[192.0.2.1]\"",
    "under_score.example, under_score.example",
    "a b, \"a b\"",
    "a;spf=pass, \"a;spf=pass\"",
    "a\"b\\c, \"a\\\"b\\\\c\"",
  })
  void whatIsNoTokenIsQuoted(String helo, String written) {
    assertThat(spf(Checked.unmatched(NONE, HELO, helo), SpfRequest.of("192.0.2.1", helo, "")))
        .isEqualTo("spf=none smtp.helo=" + written);
  }

  @Test
  void aSenderWithoutADomainIsWrittenWhole() {
    SpfRequest request = SpfRequest.of("192.0.2.1", "", "ann@");
    assertThat(body(HELO_FAILS, Checked.unmatched(NONE, MAIL_FROM, ""), request))
        .isEqualTo("mx.rcpt.example; spf=none smtp.mailfrom=\"ann@\"");
  }

  @Test
  void domainsAreALabelsUnlessTheMessageIsInternationalised() {
    SpfRequest request = SpfRequest.of("192.0.2.1", "", "jos\u00e9@b\u00fccher.example");
    List<Verdict> verdicts =
        List.of(Checked.matched(PASS, MAIL_FROM, "xn--bcher-kva.example", "a"));
    assertThat(AuthenticationResults.write(verdicts, request, "mx.r\u00e9c.example").body())
        .isEqualTo("\"mx.r?c.example\"; spf=pass\r\n\tsmtp.mailfrom=xn--bcher-kva.example");
    assertThat(
            AuthenticationResults.write(
                    verdicts, request, "mx.r\u00e9c.example", HeaderCharset.UTF_8)
                .body())
        .isEqualTo("mx.r\u00e9c.example; spf=pass\r\n\tsmtp.mailfrom=b\u00fccher.example");
  }

  private static String body(Verdict helo, Verdict mailFrom, SpfRequest request) {
    return AuthenticationResults.write(List.of(mailFrom, helo), request, ID).body();
  }

  private static String spf(Verdict helo, SpfRequest bounce) {
    String body = body(helo, helo.as(MAIL_FROM), bounce);
    assertThat(body).startsWith(ID + ";");
    return body.substring(ID.length() + 1).replace("\r\n\t", " ").strip();
  }

  // --- whose it is ---

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "Authentication-Results: MX.rcpt.Example; spf=pass ~ true",
        "mx.rcpt.example                                   ~ true",
        "mx.rcpt.example; spf=pass (never closed           ~ true",
        "mx.rcpt.example ???                               ~ true",
        "(forged) \"mx.rcpt.\\example\" 1; none            ~ true",
        "mx.rcpt.example.; spf=pass                        ~ true",
        "mx.rcpt.example(x);                               ~ true",
        "mx2.rcpt.example; spf=pass                        ~ false",
        "mx.rcpt.example.evil.example; spf=pass            ~ false",
        "i=1; mx.rcpt.example; spf=pass                    ~ false",
        "spf=pass smtp.mailfrom=mx.rcpt.example            ~ false",
        "``                                                ~ false",
      })
  void tellsWhoseResultsTheyClaimToBe(String field, boolean ours) {
    assertThat(AuthenticationResults.claims(field, ID)).isEqualTo(ours);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"; spf=pass", "; spf=pass", "spf=pass", ".", ""})
  void aFieldWithoutAnIdClaimsNobodys(String field) {
    assertThat(AuthenticationResults.claims(field, "")).isFalse();
    assertThat(AuthenticationResults.claims(field, ".")).isFalse();
  }

  @Test
  void aLongFieldStillClaims() {
    assertThat(AuthenticationResults.claims(ID + "; x=y".repeat(10_000), ID)).isTrue();
  }
}
