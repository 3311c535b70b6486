package org.spfsuite.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.spfsuite.core.header.AuthenticationResults;
import org.spfsuite.core.header.ReceivedSpf;
import org.spfsuite.core.macro.MacroContext;
import org.spfsuite.core.macro.MacroExpander;
import org.spfsuite.core.macro.MacroExpander.Target;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.record.Directive;
import org.spfsuite.core.record.DomainSpec;
import org.spfsuite.core.record.Mechanism;
import org.spfsuite.core.record.Modifier;
import org.spfsuite.core.record.ParsedExplanation;
import org.spfsuite.core.record.ParsedRecord;
import org.spfsuite.core.record.SpfRecord;
import org.spfsuite.core.record.SpfRecordParser;
import org.spfsuite.core.record.SyntaxProblem;

/** What must hold for any input whatever. */
final class FuzzTargets {

  private static final MacroContext CONTEXT =
      new MacroContext(
          "a.b-c+d",
          "sender.example",
          "policy.example",
          IpAddress.ipv6(0x20010db800000000L, 1),
          "helo.example",
          "mx.example",
          InstantSource.fixed(Instant.EPOCH),
          () -> "unknown");

  private FuzzTargets() {}

  /** The input is what follows {@code v=spf1 } in a record. */
  static void record(byte[] input) {
    String text = "v=spf1 " + new String(input, StandardCharsets.ISO_8859_1);
    ParsedRecord parsed = SpfRecordParser.parse(text);
    if (parsed instanceof ParsedRecord.Valid valid) {
      assertRoundTrip(valid.record());
      targets(valid.record()).forEach(FuzzTargets::assertBounded);
    } else {
      for (SyntaxProblem problem : ((ParsedRecord.Invalid) parsed).problems()) {
        assertThat(problem.span().of(text)).isEqualTo(problem.found());
      }
    }
  }

  private static void assertRoundTrip(SpfRecord record) {
    String normal = record.normalized();
    ParsedRecord again = SpfRecordParser.parse(normal);
    assertThat(again).as(normal).isInstanceOf(ParsedRecord.Valid.class);
    SpfRecord second = ((ParsedRecord.Valid) again).record();
    assertThat(second.normalized()).isEqualTo(normal);
    assertThat(second.directives().stream().map(Directive::mechanism))
        .containsExactlyElementsOf(record.directives().stream().map(Directive::mechanism).toList());
  }

  private static Stream<DomainSpec> targets(SpfRecord record) {
    Stream<DomainSpec> mechanisms =
        record.directives().stream()
            .map(Directive::mechanism)
            .filter(Mechanism.Exists.class::isInstance)
            .map(mechanism -> ((Mechanism.Exists) mechanism).target());
    return Stream.concat(mechanisms, record.redirect().map(Modifier.Redirect::target).stream());
  }

  private static void assertBounded(DomainSpec spec) {
    if (MacroExpander.target(spec, CONTEXT) instanceof Target.Name name) {
      assertThat(name.name().text().length()).isLessThanOrEqualTo(253);
    }
  }

  /** The input is the text that an {@code exp=} points to. */
  static void explanation(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    if (SpfRecordParser.parseExplanation(text) instanceof ParsedExplanation.Valid valid) {
      assertThat(MacroExpander.text(valid.macros(), CONTEXT).length()).isLessThanOrEqualTo(4096);
      String printed = valid.macros().toString();
      assertThat(SpfRecordParser.parseExplanation(printed))
          .isEqualTo(SpfRecordParser.parseExplanation(text));
    }
  }

  /** The input is the body of a Received-SPF field; what was read is written and read again. */
  static void receivedSpf(byte[] input) {
    ReceivedSpf.parse(new String(input, StandardCharsets.ISO_8859_1))
        .valid()
        .ifPresent(
            field -> {
              assertThat(field.pairs()).hasSizeLessThanOrEqualTo(100);
              assertNoLineBreak(field.comment().orElse(""));
              field.pairs().forEach(pair -> assertNoLineBreak(pair.value()));
            });
  }

  /** The input is the body of an Authentication-Results field. */
  static void authenticationResults(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    AuthenticationResults.parse(text)
        .valid()
        .ifPresent(
            field -> {
              assertNoLineBreak(field.authservId());
              assertThat(field.results()).hasSizeLessThanOrEqualTo(100);
              boolean named = !field.authservId().isEmpty() && !field.authservId().equals(".");
              assertThat(AuthenticationResults.claims(text, field.authservId())).isEqualTo(named);
            });
  }

  private static void assertNoLineBreak(String value) {
    assertThat(value).doesNotContain("\r").doesNotContain("\n");
  }
}
