package org.spfsuite.scoring.inquiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spfsuite.scoring.testing.Scored.header;
import static org.spfsuite.scoring.testing.Scored.points;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.scoring.Scorer;
import org.spfsuite.scoring.fact.Facts;
import org.spfsuite.scoring.policy.Mode;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;
import org.spfsuite.scoring.policy.ScorePolicy;
import org.spfsuite.scoring.testing.Scored;

/** Where strict mode differs from SpamAssassin: the same rules and messages, both modes. */
final class StrictModeTest {

  private static final String STRANGER =
      "Received: from x.example (x.example [203.0.113.66]) by mx.here.example (Postfix) with ESMTP"
          + " id 1; now";
  private static final String SENDER = "Return-Path: <ann@bank.example>";

  private static Facts facts(Mode mode, String lines, String... fields) {
    return scorer(mode, lines).facts(ScoreRequest.of(header(fields)));
  }

  private static Scorer scorer(Mode mode, String lines) {
    ScorePolicy policy =
        PolicyFiles.read(
                Profile.SPAMASSASSIN,
                "spf_mode " + mode + "\nspf_authserv_id mx.here.example\n" + lines)
            .orThrow();
    return Scorer.builder().policy(policy).resolver(Scored.ZONE).build();
  }

  /** An earlier result above our Received field: what becomes of it. The client fails in DNS. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // field | parity | strict
        "Authentication-Results: mx.here.example; spf=pass smtp.mailfrom=bank.example smtp.remote-ip=203.0.113.66 | pass | pass",
        "Authentication-Results: mx.here.example; spf=pass smtp.mailfrom=ann@bank.example | pass | fail",
        "Authentication-Results: mx.here.example; spf=softfail smtp.mailfrom=ann@bank.example | softfail | softfail",
        "Authentication-Results: mx.here.example; spf=softfail smtp.mailfrom=bob@other.example | softfail | fail",
        "Authentication-Results: mx.here.example; spf=softfail | softfail | softfail",
        "Authentication-Results: evil.example; spf=pass smtp.mailfrom=bank.example smtp.remote-ip=203.0.113.66 | pass | fail",
        "Authentication-Results: spf=softfail smtp.mailfrom=bank.example | softfail | fail",
        "ARC-Authentication-Results: i=1; mx.here.example; spf=pass smtp.mailfrom=bank.example | pass | fail",
        "Received-SPF: pass client-ip=203.0.113.66; envelope-from=ann@bank.example; receiver=mx.here.example | pass | pass",
        "Received-SPF: pass client-ip=203.0.113.66; envelope-from=\"ANN@Bank.Example\"; receiver=MX.here.example | pass | pass",
        "Received-SPF: pass client-ip=192.0.2.10; envelope-from=ann@bank.example; receiver=mx.here.example | pass | fail",
        "Received-SPF: pass client-ip=203.0.113.66; envelope-from=bob@other.example; receiver=mx.here.example | pass | fail",
        "Received-SPF: pass client-ip=203.0.113.66; receiver=mx.here.example | pass | fail",
        "Received-SPF: pass client-ip=203.0.113.66; envelope-from=ann@bank.example; receiver=evil.example | pass | fail",
        "Received-SPF: pass client-ip=203.0.113.66; envelope-from=ann@bank.example | pass | fail",
        "Received-SPF: neutral receiver=mx.here.example | neutral | neutral",
      })
  void earlierResults(String field, String parity, String strict) {
    assertThat(facts(Mode.PARITY, "", field, SENDER, STRANGER).mailFrom().spfResult())
        .contains(SpfResult.of(parity).orElseThrow());
    assertThat(facts(Mode.STRICT, "", field, SENDER, STRANGER).mailFrom().spfResult())
        .contains(SpfResult.of(strict).orElseThrow());
    for (Mode mode : Mode.values()) {
      assertThat(facts(mode, "", SENDER, STRANGER, field).mailFrom().spfResult())
          .as("below our Received field")
          .contains(SpfResult.FAIL);
      assertThat(
              facts(mode, "ignore_received_spf_header 1", field, SENDER, STRANGER)
                  .mailFrom()
                  .spfResult())
          .contains(SpfResult.FAIL);
    }
  }

  /** Everything else in which the modes differ. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // what | lines | fields | parity's rules | strict's rules
        "null sender ; ; Return-Path: <> ~ from mail.bank.example (u [203.0.113.66]) ; SPF_HELO_FAIL ; SPF_FAIL SPF_HELO_FAIL",
        "sender behind a trusted relay ; trusted_networks 203.0.113.5 ; Return-Path: <ann@bank.example> ~ from a (a [203.0.113.5]) ~ from x.example (x [203.0.113.66]) ; SPF_HELO_NONE ; SPF_FAIL SPF_HELO_NONE",
        "everybody passes ; welcomelist_from_spf *@anybody.example ; Return-Path: <a@anybody.example> ~ from x.example (x [203.0.113.66]) ; SPF_HELO_NONE SPF_PASS USER_IN_SPF_WELCOMELIST USER_IN_SPF_WHITELIST ; SPF_HELO_NONE SPF_PASS",
        "twelve includes ; ; Return-Path: <a@many.example> ~ from x.example (x [203.0.113.66]) ; SPF_HELO_NONE SPF_PASS ; SPF_HELO_NONE T_SPF_PERMERROR",
        "our field names nobody ; trusted_networks 203.0.113.5 ; Return-Path: <ann@bank.example> ~ from a (a [203.0.113.5]) ~ from nowhere ~ from y.example (y [192.0.2.10]) ; SPF_HELO_NONE ; ''",
      })
  void otherDifferences(String what, String lines, String fields, String parity, String strict) {
    assertThat(rules(Mode.PARITY, lines, fields)).as(what).isEqualTo(parity);
    assertThat(rules(Mode.STRICT, lines, fields)).as(what).isEqualTo(strict);
  }

  private static String rules(Mode mode, String lines, String fields) {
    List<String> header = new ArrayList<>();
    for (String field : fields.split(" ~ ", -1)) {
      header.add(
          field.startsWith("from ")
              ? "Received: " + field + " by mx.here.example (Postfix) with ESMTP id 1; now"
              : field);
    }
    TreeSet<String> rules =
        new TreeSet<>(
            points(
                    scorer(mode, lines == null ? "" : lines)
                        .score(ScoreRequest.of(header(header.toArray(String[]::new)))))
                .keySet());
    rules.remove("ALL_TRUSTED");
    return String.join(" ", rules);
  }

  @Test
  void aSenderThatTheSessionTellsNeedsNoField() {
    Facts facts =
        scorer(Mode.STRICT, "")
            .facts(ScoreRequest.of(Scored.BANK, "x.example", "ann@bank.example"));

    assertThat(facts.sender().source()).isEqualTo("session");
    assertThat(facts.mailFrom().is(SpfResult.PASS)).isTrue();
  }
}
