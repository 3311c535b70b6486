package org.spfsuite.core.check;

import java.util.Optional;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.macro.MacroExpander;
import org.spfsuite.core.macro.MacroExpander.Target;
import org.spfsuite.core.record.ParsedExplanation;
import org.spfsuite.core.record.SpfRecordParser;

/** Fetches what the owner of a domain says about a fail (RFC 7208 §6.2). */
final class Explanations {

  private final Evaluation check;

  Explanations(Evaluation check) {
    this.check = check;
  }

  /**
   * The expanded text. Whatever goes wrong, there is just no explanation: the result stays, and the
   * look-up is not charged (§4.6.4).
   */
  Optional<String> of(Frame frame) {
    return frame
        .record()
        .exp()
        .map(exp -> check.expand(exp.target(), frame))
        .flatMap(target -> target instanceof Target.Name n ? fetch(n.name(), frame) : none())
        .map(SpfRecordParser::parseExplanation)
        .flatMap(parsed -> expand(parsed, frame));
  }

  private Optional<String> fetch(DnsName name, Frame frame) {
    return check.dns().ask(frame.domain(), name, RecordType.TXT) instanceof DnsAnswer.Records found
            && found.records().size() == 1
            && found.records().get(0) instanceof RecordData.Txt txt
        ? Optional.of(txt.text())
        : none();
  }

  private Optional<String> expand(ParsedExplanation parsed, Frame frame) {
    return parsed instanceof ParsedExplanation.Valid valid
        ? Optional.of(MacroExpander.text(valid.macros(), check.macros(frame)))
        : none();
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
