package org.spfsuite.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.header.ReceivedSpf;
import org.spfsuite.core.report.JsonText;
import org.spfsuite.core.report.VerdictJson;
import org.spfsuite.core.verdict.Counters;
import org.spfsuite.core.verdict.Verdict;

/**
 * A line of a batch's output.
 *
 * @param json the line, without its end
 * @param good whether the line of the input could be read
 */
record BatchResult(String json, boolean good) {

  static BatchResult of(BatchItem.Wrong wrong) {
    String json =
        JsonText.of(
            out -> {
              out.writeStartObject();
              id(wrong, out);
              out.writeStringField("error", wrong.error());
              out.writeEndObject();
            });
    return new BatchResult(json, false);
  }

  static BatchResult of(BatchItem.Check check, Verdict verdict, String receiver) {
    String json =
        JsonText.of(
            out -> {
              out.writeStartObject();
              id(check, out);
              verdict(verdict, out);
              counters(verdict.counters(), out);
              SpfRequest request = check.claim().request();
              out.writeStringField(
                  "received_spf", ReceivedSpf.write(verdict, request, receiver).toString());
              if (verdict.trace().isPresent()) {
                out.writeFieldName("verdict");
                VerdictJson.write(verdict, out);
              }
              out.writeEndObject();
            });
    return new BatchResult(json, true);
  }

  private static void id(BatchItem item, JsonGenerator out) throws IOException {
    out.writeFieldName("id");
    out.writeRawValue(item.id()); // a number keeps its digits
  }

  private static void verdict(Verdict verdict, JsonGenerator out) throws IOException {
    out.writeStringField("result", verdict.result().text());
    out.writeStringField("identity", verdict.identity().key());
    out.writeStringField("domain", verdict.domain());
    out.writeStringField("mechanism", verdict.mechanism());
    if (verdict.explanation().isPresent()) {
      out.writeStringField("explanation", verdict.explanation().get().text());
    }
    if (verdict.problem().isPresent()) {
      out.writeStringField("problem", verdict.problem().get().toString());
    }
  }

  private static void counters(Counters counters, JsonGenerator out) throws IOException {
    out.writeNumberField("lookups", counters.lookups());
    out.writeNumberField("void_lookups", counters.voidLookups());
    out.writeNumberField("dns_queries", counters.wireQueries());
    out.writeNumberField("elapsed_ms", counters.elapsed().toMillis());
  }
}
