package org.spfsuite.core.check;

import java.util.Optional;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.macro.MacroExpander;
import org.spfsuite.core.macro.MacroExpander.Target;
import org.spfsuite.core.record.MacroString;
import org.spfsuite.core.record.Modifier;
import org.spfsuite.core.record.ParsedExplanation;
import org.spfsuite.core.record.SpfRecordParser;
import org.spfsuite.core.record.SyntaxProblem;
import org.spfsuite.core.verdict.Warning;

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
    if (frame.record().exp().isEmpty()) {
      return Optional.empty();
    }
    check.tracer().beginExplaining();
    Optional<String> text =
        fetch(frame.record().exp().get(), frame)
            .map(SpfRecordParser::parseExplanation)
            .flatMap(parsed -> expand(parsed, frame));
    check.tracer().endExplaining();
    return text;
  }

  private Optional<String> fetch(Modifier.Exp exp, Frame frame) {
    if (!(check.expand(exp.target(), frame) instanceof Target.Name target)) {
      return unusable(frame, "exp=" + exp.target() + " does not lead to a name");
    }
    DnsAnswer answer = check.dns().ask(frame.domain(), target.name(), RecordType.TXT);
    return answer instanceof DnsAnswer.Records found
            && found.records().size() == 1
            && found.records().get(0) instanceof RecordData.Txt txt
        ? Optional.of(txt.text())
        : unusable(frame, target.name() + " has no single TXT record");
  }

  private Optional<String> expand(ParsedExplanation parsed, Frame frame) {
    if (parsed instanceof ParsedExplanation.Invalid invalid) {
      SyntaxProblem problem = invalid.problem();
      return unusable(frame, problem.found() + ", expected " + problem.expected());
    }
    MacroString macros = ((ParsedExplanation.Valid) parsed).macros();
    check.scope().expands(macros);
    String text = MacroExpander.text(macros, check.macros(frame));
    check.tracer().expansion(macros, text);
    return Optional.of(text);
  }

  private Optional<String> unusable(Frame frame, String detail) {
    check.warnings().add(Warning.Code.EXPLANATION_UNUSABLE, frame.domain(), detail);
    return Optional.empty();
  }
}
