package org.spfsuite.mailet.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.inject.Inject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.james.webadmin.Routes;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.report.JsonText;
import org.spfsuite.core.report.VerdictJson;
import org.spfsuite.core.verdict.Verdict;
import org.spfsuite.mailet.SpfService;
import org.spfsuite.mailet.SrsService;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.engine.SpfEngine;
import org.spfsuite.mailet.journal.Refusal;
import org.spfsuite.mailet.policy.Decision;
import org.spfsuite.mailet.policy.Trust;
import spark.Request;
import spark.Response;
import spark.Service;

/**
 * Web administration.
 *
 * <pre>
 * # conf/webadmin.properties
 * extensions.routes=org.spfsuite.mailet.admin.SpfRoutes
 * </pre>
 *
 * <ul>
 *   <li>{@code GET /spf/decision?ip=…&helo=…&sender=…&recipient=…}: what would become of a message,
 *       and why, with the whole story of both checks
 *   <li>{@code GET /spf/refusals?limit=…}: the last refusals, newest first
 *   <li>{@code DELETE /spf/cache/{domain}}: forgets what is remembered about a domain and those
 *       below it
 *   <li>{@code POST /spf/configuration?action=reload}: reads {@code conf/spf.properties} again, and
 *       {@code conf/srs.properties} with its keys where they are used; what is wrong stays as it
 *       was, and the answer says why
 * </ul>
 */
public final class SpfRoutes implements Routes {

  private static final String BASE = "/spf";
  private static final int BAD_REQUEST = 400;
  private static final int NO_CONTENT = 204;
  private static final int MAX_NAME = 320;

  private final SpfService service;
  private final SrsService srs;

  /** Made by James's loader. */
  @Inject
  public SpfRoutes(SpfService service, SrsService srs) {
    this.service = service;
    this.srs = srs;
  }

  @Override
  public String getBasePath() {
    return BASE;
  }

  @Override
  public void define(Service http) {
    http.get(BASE + "/decision", this::decision);
    http.get(BASE + "/refusals", this::refusals);
    http.delete(BASE + "/cache/:domain", this::flush);
    http.post(BASE + "/configuration", this::reload);
  }

  private Object decision(Request request, Response response) {
    String ip = parameter(request, "ip");
    Optional<IpAddress> client = IpAddress.parse(ip);
    String helo = parameter(request, "helo");
    String sender = parameter(request, "sender");
    if (client.isEmpty() || helo.length() > MAX_NAME || sender.length() > MAX_NAME) {
      return refuse(
          response, "ip must be an IPv4 or IPv6 address, helo and sender at most 320 characters");
    }
    SpfEngine engine = service.engine();
    SpfRequest asked = new SpfRequest(client.get(), helo, sender);
    SpfVerdicts verdicts = engine.explain(asked);
    Optional<String> recipient =
        Optional.of(parameter(request, "recipient")).filter(text -> !text.isEmpty());
    Decision decision =
        engine
            .configuration()
            .policy()
            .decide(verdicts, sender, recipient, () -> trust(engine, client.get()));
    return answer(response, out -> write(engine, asked, decision, verdicts, out));
  }

  private static Trust trust(SpfEngine engine, IpAddress client) {
    return engine
        .trust(client)
        .completeOnTimeout(
            new Trust.Unknown(),
            engine.configuration().limits().timeout().toMillis(),
            TimeUnit.MILLISECONDS)
        .join();
  }

  private static void write(
      SpfEngine engine,
      SpfRequest asked,
      Decision decision,
      SpfVerdicts verdicts,
      JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("action", decision.action().text());
    out.writeStringField("rule", decision.rule().action().text());
    if (decision.spared().isPresent()) {
      out.writeStringField("spared", decision.spared().get().toString());
    }
    if (engine.configuration().exemption(asked.client()).isPresent()) {
      String network = engine.configuration().exemption(asked.client()).get().toString();
      out.writeStringField("unchecked", network);
    }
    out.writeStringField("decidedBy", decision.verdict().identity().key());
    out.writeStringField("reason", decision.verdict().reason());
    for (Verdict verdict : verdicts.all()) {
      out.writeFieldName(verdict.identity().key());
      VerdictJson.write(verdict, out);
    }
    out.writeEndObject();
  }

  private Object refusals(Request request, Response response) {
    String limit = parameter(request, "limit");
    List<Refusal> all = service.refusals().all();
    try {
      int count = limit.isEmpty() ? all.size() : Integer.parseInt(limit);
      List<Refusal> shown = all.subList(0, Math.min(Math.max(count, 0), all.size()));
      return answer(response, out -> write(shown, out));
    } catch (NumberFormatException e) {
      return refuse(response, "limit must be a number");
    }
  }

  private static void write(List<Refusal> refusals, JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (Refusal refusal : refusals) {
      out.writeStartObject();
      out.writeStringField("time", refusal.time().toString());
      out.writeStringField("action", refusal.action());
      out.writeBooleanField("monitored", refusal.monitored());
      out.writeStringField("client", refusal.client());
      out.writeStringField("helo", refusal.helo());
      out.writeStringField("sender", refusal.sender());
      out.writeStringField("recipient", refusal.recipient());
      out.writeStringField("identity", refusal.identity());
      out.writeStringField("result", refusal.result());
      out.writeStringField("reason", refusal.reason());
      out.writeStringField("reply", refusal.reply());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private Object flush(Request request, Response response) {
    Optional<DnsName> domain = DnsName.parse(request.params(":domain"));
    if (domain.isEmpty()) {
      return refuse(response, "not a domain name");
    }
    service.engine().flush(domain.get());
    return nothing(response);
  }

  private Object reload(Request request, Response response) {
    if (!parameter(request, "action").equals("reload")) {
      return refuse(response, "action must be reload");
    }
    Map<String, List<ConfigurationProblem>> wrong = new LinkedHashMap<>();
    wrong.put("SPF", service.reload());
    wrong.put("SRS", srs.reload());
    wrong.values().removeIf(List::isEmpty);
    if (wrong.isEmpty()) {
      return nothing(response);
    }
    response.status(BAD_REQUEST);
    String message =
        "the configuration of " + String.join(" and of ", wrong.keySet()) + " stays as it is";
    List<ConfigurationProblem> all = wrong.values().stream().flatMap(List::stream).toList();
    return answer(response, out -> write(message, all, out));
  }

  private static void write(
      String message, Iterable<ConfigurationProblem> problems, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("message", message);
    out.writeArrayFieldStart("problems");
    for (ConfigurationProblem problem : problems) {
      out.writeStartObject();
      out.writeStringField("place", problem.place());
      out.writeStringField("found", problem.found());
      out.writeStringField("expected", problem.expected());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static String parameter(Request request, String name) {
    return Optional.ofNullable(request.queryParams(name)).orElse("").trim();
  }

  private static Object answer(Response response, JsonText.Writing writing) {
    response.type("application/json");
    return JsonText.of(writing);
  }

  private static Object refuse(Response response, String message) {
    response.status(BAD_REQUEST);
    return answer(
        response,
        out -> {
          out.writeStartObject();
          out.writeStringField("message", message);
          out.writeEndObject();
        });
  }

  private static Object nothing(Response response) {
    response.status(NO_CONTENT);
    return "";
  }
}
