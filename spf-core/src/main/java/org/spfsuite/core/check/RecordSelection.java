package org.spfsuite.core.check;

import java.util.ArrayList;
import java.util.List;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.memory.RecordMemory;
import org.spfsuite.core.record.ParsedRecord;
import org.spfsuite.core.record.SpfRecord;
import org.spfsuite.core.record.SpfRecordParser;
import org.spfsuite.core.record.SyntaxProblem;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;

/** Which record a domain's TXT records hold: RFC 7208 §4.4 and §4.5. */
sealed interface RecordSelection {

  /** The domain publishes no SPF record. */
  record NoRecord() implements RecordSelection {}

  /**
   * The domain publishes one record, and it keeps the grammar.
   *
   * @param record the record
   */
  record Selected(SpfRecord record) implements RecordSelection {}

  /**
   * There is a record, but it cannot be used; or DNS failed.
   *
   * @param problem why
   */
  record Unusable(Problem problem) implements RecordSelection {}

  /** Selects from the answer to the TXT question for this name. */
  static RecordSelection from(
      DnsAnswer answer, DnsName name, OpenChoices choices, RecordMemory memory) {
    if (answer instanceof DnsAnswer.Failure failure) {
      // §4.4: any other RCODE, or no answer in time, is a temperror.
      return new Unusable(DnsSession.problem(name.toString(), name, RecordType.TXT, failure));
    }
    if (!(answer instanceof DnsAnswer.Records records)) {
      return new NoRecord();
    }
    List<String> candidates = new ArrayList<>(1);
    for (RecordData data : records.records()) {
      if (data instanceof RecordData.Txt txt && SpfRecordParser.isSpfRecord(txt.text())) {
        candidates.add(txt.text());
      }
    }
    return switch (candidates.size()) {
      case 0 -> new NoRecord();
      case 1 -> parse(candidates.get(0), name, choices, memory);
      default -> several(candidates.size(), name);
    };
  }

  private static RecordSelection several(int count, DnsName name) {
    String detail = count + " SPF records are published where one is allowed";
    return new Unusable(new Problem(ProblemCode.MULTIPLE_RECORDS, name.toString(), detail));
  }

  private static RecordSelection parse(
      String text, DnsName name, OpenChoices choices, RecordMemory memory) {
    if (text.length() > choices.maxRecordLength()) {
      return tooLarge(text.length() + " octets, limit " + choices.maxRecordLength(), name);
    }
    // §4.6: a syntax error anywhere is a permerror, before anything is evaluated.
    ParsedRecord parsed = memory.parse(text);
    if (!(parsed instanceof ParsedRecord.Valid valid)) {
      return new Unusable(syntax(((ParsedRecord.Invalid) parsed).problems().get(0), name));
    }
    int terms = valid.record().directives().size() + valid.record().modifiers().size();
    return terms > choices.maxTerms()
        ? tooLarge(terms + " terms, limit " + choices.maxTerms(), name)
        : new Selected(valid.record());
  }

  private static RecordSelection tooLarge(String size, DnsName name) {
    String detail = "the record has " + size;
    return new Unusable(new Problem(ProblemCode.RECORD_TOO_LARGE, name.toString(), detail));
  }

  private static Problem syntax(SyntaxProblem problem, DnsName name) {
    String detail =
        "\""
            + SafeText.printable(problem.found(), 60)
            + "\" at character "
            + (problem.span().start() + 1)
            + ", expected "
            + problem.expected();
    return new Problem(ProblemCode.SYNTAX, name.toString(), detail);
  }
}
