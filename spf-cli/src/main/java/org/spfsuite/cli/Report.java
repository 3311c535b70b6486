package org.spfsuite.cli;

import java.util.List;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.header.ReceivedSpf;
import org.spfsuite.core.report.TreeStyle;
import org.spfsuite.core.report.VerdictJson;
import org.spfsuite.core.report.VerdictText;
import org.spfsuite.core.verdict.Verdict;

/** What one check prints. */
final class Report {

  private Report() {}

  /** For people: each verdict in words, its header fields, and its trace if it has one. */
  static String text(List<Verdict> verdicts, SpfRequest request, String receiver, TreeStyle style) {
    StringBuilder text = new StringBuilder();
    for (Verdict verdict : verdicts) {
      text.append(text.length() == 0 ? "" : "\n");
      text.append(VerdictText.of(verdict));
      headerFields(verdict, request, receiver).forEach(field -> text.append(field).append('\n'));
      verdict
          .trace()
          .filter(trace -> !trace.nodes().isEmpty())
          .ifPresent(trace -> text.append('\n').append(VerdictText.tree(trace, style)));
    }
    return text.toString();
  }

  /** The fields that a receiver would put on the message, with the line ends of a terminal. */
  private static List<String> headerFields(Verdict verdict, SpfRequest request, String receiver) {
    return List.of(ReceivedSpf.field(verdict, request, receiver).replace("\r\n", "\n"));
  }

  /** For programs: one object with a verdict for each identity. */
  static String json(List<Verdict> verdicts) {
    return Json.text(
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
