package org.spfsuite.cli;

import java.util.List;
import java.util.stream.Stream;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.header.AuthenticationResults;
import org.spfsuite.core.header.HeaderField;
import org.spfsuite.core.header.ReceivedSpf;
import org.spfsuite.core.report.JsonText;
import org.spfsuite.core.report.TreeStyle;
import org.spfsuite.core.report.VerdictJson;
import org.spfsuite.core.report.VerdictText;
import org.spfsuite.core.verdict.Verdict;

/** What one check prints. */
final class Report {

  private Report() {}

  /** For people: each verdict in words, with its trace if it has one; then the header fields. */
  static String text(List<Verdict> verdicts, SpfRequest request, String receiver, TreeStyle style) {
    StringBuilder text = new StringBuilder();
    for (Verdict verdict : verdicts) {
      text.append(VerdictText.of(verdict));
      verdict
          .trace()
          .filter(trace -> !trace.nodes().isEmpty())
          .ifPresent(trace -> text.append('\n').append(VerdictText.tree(trace, style)));
      text.append('\n');
    }
    headerFields(verdicts, request, receiver)
        .forEach(field -> text.append(field.toString().replace("\r\n", "\n")).append('\n'));
    return text.toString();
  }

  /** The fields that a receiver would put on the message. */
  private static Stream<HeaderField> headerFields(
      List<Verdict> verdicts, SpfRequest request, String receiver) {
    return Stream.concat(
        verdicts.stream().map(verdict -> ReceivedSpf.write(verdict, request, receiver)),
        Stream.of(AuthenticationResults.write(verdicts, request, receiver)));
  }

  /** For programs: one object with a verdict for each identity. */
  static String json(List<Verdict> verdicts) {
    return JsonText.of(
            out -> {
              out.writeStartObject();
              for (Verdict verdict : verdicts) {
                out.writeFieldName(verdict.identity().key());
                VerdictJson.write(verdict, out);
              }
              out.writeEndObject();
            })
        + "\n";
  }
}
