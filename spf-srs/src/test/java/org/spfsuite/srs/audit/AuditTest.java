package org.spfsuite.srs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spfsuite.srs.outcome.Form;
import org.spfsuite.srs.outcome.ForwardOutcome.Failed;
import org.spfsuite.srs.outcome.ForwardOutcome.LeftAlone;
import org.spfsuite.srs.outcome.ForwardOutcome.Problem;
import org.spfsuite.srs.outcome.ForwardOutcome.Reason;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;
import org.spfsuite.srs.outcome.ReverseOutcome.ForeignDomain;
import org.spfsuite.srs.outcome.ReverseOutcome.NotSrs;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.outcome.ReverseOutcome.Refusal;
import org.spfsuite.srs.outcome.ReverseOutcome.Refused;
import org.spfsuite.srs.outcome.ReverseOutcome.Unavailable;
import org.spfsuite.srs.policy.ForwardRequest;

final class AuditTest {

  private final List<String> lines = new ArrayList<>();
  private final List<String> counted = new ArrayList<>();
  private final Audit audit = new Audit(lines::add, counted::add);

  @Test
  void whatBecomesOfASenderIsALineAndACount() {
    ForwardRequest request =
        new ForwardRequest("ann@a.example\r\nRCPT", "srs.example", Optional.empty());
    audit.forwarded(request, new Rewritten("SRS0=x=y=a.example=ann@srs.example", Form.SRS0, "k1"));
    audit.forwarded(request, new LeftAlone(Reason.SPF_FAILED));
    audit.forwarded(request, new Failed(Problem.STORE_DOWN, "keep \"x\": no"));

    assertThat(lines)
        .containsExactly(
            "SRS action=rewrite from=\"ann@a.example??RCPT\""
                + " to=\"SRS0=x=y=a.example=ann@srs.example\" form=srs0 key=\"k1\"",
            "SRS action=leave from=\"ann@a.example??RCPT\" reason=spf_failed",
            "SRS action=fail from=\"ann@a.example??RCPT\" reason=store_down"
                + " detail=\"keep \\\"x\\\": no\"");
    assertThat(counted)
        .containsExactly(
            "forward.rewritten.srs0",
            "key.k1",
            "forward.left.spf_failed",
            "forward.failed.store_down");
  }

  private static Original original(Optional<Integer> days) {
    return new Original("ann@a.example", Form.STORED, "k1", days, "signed");
  }

  @Test
  void whatARecipientIsIsALineAndACountUnlessItIsOrdinary() {
    String recipient = "SRS0=x=y=a.example=ann@srs.example";
    audit.reversed("bob@b.example", "", new NotSrs());
    audit.reversed(recipient, "192.0.2.1", original(Optional.of(3)));
    audit.reversed(recipient, "", original(Optional.empty()));
    audit.reversed(recipient, "192.0.2.1", new Refused(Refusal.BAD_HASH, "nobody signed it"));
    audit.reversed(recipient, "192.0.2.1", new Unavailable("down"));
    audit.reversed(recipient, "", new ForeignDomain());

    String address = " for=\"" + recipient + "\"";
    assertThat(lines)
        .containsExactly(
            "SRS action=reverse"
                + address
                + " to=\"ann@a.example\" days=3 key=\"k1\" client=\"192.0.2.1\"",
            "SRS action=reverse" + address + " to=\"ann@a.example\" key=\"k1\" client=\"\"",
            "SRS action=refuse"
                + address
                + " reason=bad_hash detail=\"nobody signed it\" client=\"192.0.2.1\"",
            "SRS action=defer" + address + " detail=\"down\" client=\"192.0.2.1\"",
            "SRS action=ignore" + address + " reason=foreign_domain client=\"\"");
    assertThat(counted)
        .containsExactly(
            "reverse.not_srs",
            "reverse.original.stored",
            "key.k1",
            "reverse.original.stored",
            "key.k1",
            "reverse.refused.bad_hash",
            "reverse.unavailable",
            "reverse.foreign");
  }
}
