package org.spfsuite.scoring.policy;

import static org.spfsuite.scoring.policy.CfValues.duration;
import static org.spfsuite.scoring.policy.CfValues.flag;
import static org.spfsuite.scoring.policy.CfValues.one;
import static org.spfsuite.scoring.policy.CfValues.some;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.spfsuite.scoring.relay.Networks;

/** Where messages come from, and who is believed. */
final class OriginDirectives {

  private final Draft draft;

  private OriginDirectives(Draft draft) {
    this.draft = draft;
  }

  static void addTo(Map<String, Consumer<CfLine>> table, Draft draft) {
    new OriginDirectives(draft).put(table);
  }

  private void put(Map<String, Consumer<CfLine>> table) {
    for (String name : List.of("trusted", "internal", "msa")) {
      table.put(name + "_networks", line -> networks(name, line));
      table.put("clear_" + name + "_networks", line -> draft.networks.clear(name));
    }
    table.put(
        "always_trust_envelope_sender",
        line -> {
          draft.trustsEnvelopeFields = flag(line);
          draft.trustsEnvelopeFieldsSet = true;
        });
    table.put(
        "envelope_sender_header",
        line -> draft.envelopeField = Optional.of(one(line, "a header field's name")));
    table.put("ignore_received_spf_header", line -> draft.reusesResults = !flag(line));
    table.put("use_newest_received_spf_header", line -> draft.newestFirst = flag(line));
    table.put("spf_mode", line -> draft.mode = mode(line.value()));
    table.put("spf_authserv_id", line -> add(draft.authservIds, line, Bound.HOSTS));
    table.put("trusted_forwarder", line -> add(draft.forwarders, line, Bound.FORWARDERS));
    table.put("spf_timeout", line -> draft.timeout = duration(one(line, "a time such as 5s")));
  }

  private void networks(String name, CfLine line) {
    List<String> wrong = new ArrayList<>();
    List<String> words = some(line, "networks such as 192.0.2.0/24");
    draft.count(Bound.NETWORKS, words.size());
    for (String word : words) {
      Networks.Entry.parse(word)
          .ifPresentOrElse(entry -> draft.networks.add(name, entry, line), () -> wrong.add(word));
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          "expected networks such as 192.0.2.0/24, not " + String.join(" ", wrong));
    }
  }

  private static Mode mode(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "strict" -> Mode.STRICT;
      case "parity" -> Mode.PARITY;
      default -> throw new IllegalArgumentException("expected strict or parity");
    };
  }

  private static void add(List<String> to, CfLine line, Bound bound) {
    List<String> words = some(line, "names");
    bound.check(to.size() + words.size());
    words.forEach(word -> to.add(word.toLowerCase(Locale.ROOT)));
  }
}
