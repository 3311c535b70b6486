package org.spfsuite.scoring.inquiry;

import java.util.List;
import java.util.Optional;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.scoring.fact.EnvelopeSender;
import org.spfsuite.scoring.message.Header;
import org.spfsuite.scoring.policy.Origins;
import org.spfsuite.scoring.relay.Hop;
import org.spfsuite.scoring.relay.RelayPath;

/**
 * Finds the reverse-path. What the host that took the message from the judged one wrote down comes
 * first; then what the session says, and fields that are put on top at delivery. The latter two may
 * not be what the judged host said if the message went through other trusted hosts since.
 */
final class SenderSearch {

  private static final List<String> FIELDS =
      List.of("X-Envelope-From", "Envelope-Sender", "Return-Path");

  private static final int MAX_NAME = 100;

  private final ScoreRequest request;
  private final RelayPath path;
  private final Origins origins;

  private SenderSearch(ScoreRequest request, RelayPath path, Origins origins) {
    this.request = request;
    this.path = path;
    this.origins = origins;
  }

  static EnvelopeSender of(ScoreRequest request, RelayPath path, Origins origins) {
    return new SenderSearch(request, path, origins).find();
  }

  private EnvelopeSender find() {
    Optional<String> written = path.judged().flatMap(Hop::envelopeFrom);
    if (written.isPresent()) {
      return new EnvelopeSender(written, "Received field");
    }
    if (path.crossesTrusted() && !origins.trustsEnvelopeFields()) {
      return new EnvelopeSender(
          Optional.empty(), "not known: trusted hosts stand between and may have changed it");
    }
    Optional<String> told = request.toldSender();
    return told.isPresent() ? new EnvelopeSender(told, "session") : fromFields();
  }

  private EnvelopeSender fromFields() {
    Header header = request.header();
    if (origins.envelopeField().isPresent()) {
      return fromField(origins.envelopeField().get(), header);
    }
    Header onTop = header.above("Received");
    return FIELDS.stream()
        .filter(name -> onTop.first(name).isPresent())
        .findFirst()
        .map(name -> fromField(name, onTop))
        .orElse(new EnvelopeSender(Optional.empty(), "not known: neither session nor header tell"));
  }

  private static EnvelopeSender fromField(String name, Header header) {
    Optional<String> body = header.first(name);
    String field = "field " + SafeText.printable(name, MAX_NAME);
    return new EnvelopeSender(
        body.map(SenderSearch::path), body.isPresent() ? field : "not known: there is no " + field);
  }

  private static String path(String body) {
    boolean wrapped = body.length() > 1 && body.startsWith("<") && body.endsWith(">");
    return wrapped ? body.substring(1, body.length() - 1) : body;
  }
}
