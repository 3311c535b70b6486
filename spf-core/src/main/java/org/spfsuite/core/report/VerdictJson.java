package org.spfsuite.core.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.RecordData;
import org.spfsuite.core.verdict.Counters;
import org.spfsuite.core.verdict.Explanation;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.Step;
import org.spfsuite.core.verdict.Trace;
import org.spfsuite.core.verdict.TraceNode;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.core.verdict.Warning;

/**
 * A verdict as JSON. Its schema is {@code docs/verdict.schema.json}. Texts that came from DNS stand
 * in full, one character per octet.
 */
public final class VerdictJson {

  private final JsonGenerator out;

  private VerdictJson(JsonGenerator out) {
    this.out = out;
  }

  /** The verdict as one JSON object on one line. */
  public static String write(Verdict verdict) {
    return JsonText.of(out -> write(verdict, out));
  }

  /**
   * Writes the verdict as one JSON object where the generator stands.
   *
   * @throws IOException if the generator cannot write
   */
  public static void write(Verdict verdict, JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    new VerdictJson(generator).fields(verdict);
    generator.writeEndObject();
  }

  private void fields(Verdict verdict) throws IOException {
    out.writeStringField("result", verdict.result().text());
    out.writeStringField("identity", verdict.identity().key());
    out.writeStringField("domain", verdict.domain());
    out.writeStringField("mechanism", verdict.mechanism());
    out.writeStringField("reason", verdict.reason());
    steps(verdict.steps());
    if (verdict.explanation().isPresent()) {
      explanation(verdict.explanation().get());
    }
    if (verdict.problem().isPresent()) {
      problem(verdict.problem().get());
    }
    warnings(verdict.warnings());
    counters(verdict.counters());
    out.writeBooleanField("authentic", verdict.authentic());
    out.writeNumberField("ttl", verdict.ttlSeconds());
    if (verdict.trace().isPresent()) {
      nodes("trace", verdict.trace().get().nodes());
    }
  }

  private void steps(List<Step> steps) throws IOException {
    out.writeArrayFieldStart("steps");
    for (Step step : steps) {
      out.writeStartObject();
      out.writeStringField("domain", step.domain());
      out.writeStringField("record", step.record());
      out.writeStringField("term", step.termText());
      out.writeNumberField("start", step.term().span().start());
      out.writeNumberField("end", step.term().span().end());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void explanation(Explanation explanation) throws IOException {
    out.writeObjectFieldStart("explanation");
    boolean owner = explanation.source() == Explanation.Source.DOMAIN_OWNER;
    out.writeStringField("source", owner ? "domain-owner" : "receiver");
    out.writeStringField("text", explanation.text());
    out.writeStringField("raw", explanation.raw());
    out.writeEndObject();
  }

  private void problem(Problem problem) throws IOException {
    out.writeObjectFieldStart("problem");
    out.writeStringField("code", problem.code().text());
    out.writeStringField("domain", problem.domain());
    out.writeStringField("detail", problem.detail());
    out.writeStringField("section", problem.code().section());
    out.writeEndObject();
  }

  private void warnings(List<Warning> warnings) throws IOException {
    out.writeArrayFieldStart("warnings");
    for (Warning warning : warnings) {
      out.writeStartObject();
      out.writeStringField("code", warning.code().text());
      out.writeStringField("domain", warning.domain());
      out.writeStringField("detail", warning.detail());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void counters(Counters counters) throws IOException {
    out.writeObjectFieldStart("counters");
    out.writeNumberField("lookups", counters.lookups());
    out.writeNumberField("void_lookups", counters.voidLookups());
    out.writeNumberField("dns_queries", counters.wireQueries());
    out.writeNumberField("elapsed_ms", counters.elapsed().toMillis());
    out.writeEndObject();
  }

  private void nodes(String name, List<TraceNode> nodes) throws IOException {
    out.writeArrayFieldStart(name);
    for (TraceNode node : nodes) {
      out.writeStartObject();
      node(node);
      if (!(node instanceof TraceNode.Lookup || node instanceof TraceNode.Expansion)) {
        nodes("children", Trace.children(node));
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void node(TraceNode node) throws IOException {
    if (node instanceof TraceNode.Policy policy) {
      out.writeStringField("type", "policy");
      out.writeStringField("domain", policy.domain());
      if (policy.record().isPresent()) {
        out.writeStringField("record", policy.record().get());
      }
      out.writeStringField("outcome", policy.outcome());
    } else if (node instanceof TraceNode.Term term) {
      out.writeStringField("type", "term");
      out.writeStringField("text", term.text());
      out.writeNumberField("start", term.span().start());
      out.writeNumberField("end", term.span().end());
      out.writeStringField("outcome", term.outcome());
      out.writeStringField("why", term.why());
    } else if (node instanceof TraceNode.Lookup lookup) {
      lookup(lookup);
    } else if (node instanceof TraceNode.Expansion expansion) {
      out.writeStringField("type", "expansion");
      out.writeStringField("before", expansion.before());
      out.writeStringField("after", expansion.after());
    } else {
      out.writeStringField("type", "explaining");
    }
  }

  private void lookup(TraceNode.Lookup lookup) throws IOException {
    out.writeStringField("type", "lookup");
    out.writeStringField("name", lookup.question().name().toString());
    out.writeStringField("record_type", lookup.question().type().name());
    out.writeBooleanField("void_counted", lookup.voidCounted());
    DnsAnswer answer = lookup.answer();
    out.writeStringField("status", DnsText.status(answer));
    if (answer instanceof DnsAnswer.Failure failure) {
      out.writeStringField("detail", failure.detail());
    }
    out.writeArrayFieldStart("records");
    for (RecordData data : DnsText.records(answer)) {
      out.writeString(DnsText.of(data));
    }
    out.writeEndArray();
    out.writeNumberField("ttl", answer.meta().ttlSeconds());
    out.writeBooleanField("authentic", answer.meta().authentic());
    out.writeNumberField("queries", answer.meta().wireQueries());
    out.writeBooleanField("stale", answer.meta().stale());
  }
}
