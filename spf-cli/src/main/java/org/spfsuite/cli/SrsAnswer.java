package org.spfsuite.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.spfsuite.srs.outcome.Form;
import org.spfsuite.srs.outcome.ForwardOutcome;
import org.spfsuite.srs.outcome.ForwardOutcome.Failed;
import org.spfsuite.srs.outcome.ForwardOutcome.LeftAlone;
import org.spfsuite.srs.outcome.ForwardOutcome.Reason;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.NotSrs;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.outcome.ReverseOutcome.Refused;
import org.spfsuite.srs.outcome.ReverseOutcome.Unavailable;

/**
 * What is printed of an outcome.
 *
 * @param members of JSON, in their order
 * @param address what the address becomes; no value if nothing
 * @param note why it stays, or becomes nothing
 * @param isGood whether the command has done what was asked for
 */
record SrsAnswer(
    Map<String, Object> members, Optional<String> address, Optional<String> note, boolean isGood) {

  private static final String NULL = "<>";

  /**
   * Of a sender.
   *
   * @param maxAge days for which the address is good
   */
  static SrsAnswer of(String sender, ForwardOutcome outcome, int maxAge, Instant now) {
    if (outcome instanceof Rewritten rewritten) {
      Map<String, Object> members = members(sender, "rewritten");
      members.put("address", rewritten.address());
      members.put("form", lower(rewritten.form()));
      members.put("key", rewritten.keyId());
      putEnd(members, rewritten.form(), 0, maxAge, now);
      return new SrsAnswer(members, Optional.of(rewritten.address()), Optional.empty(), true);
    }
    if (outcome instanceof Failed failed) {
      return nothing(sender, "failed", lower(failed.problem()), failed.detail());
    }
    Reason reason = ((LeftAlone) outcome).reason();
    if (reason == Reason.NO_ADDRESS) {
      return nothing(sender, "left", lower(reason), "is no address");
    }
    Map<String, Object> members = members(sender, "left");
    members.put("address", sender);
    members.put("reason", lower(reason));
    String note =
        reason == Reason.NULL_SENDER ? "there is no sender" : "is in the SRS domain already";
    String address = sender.isEmpty() ? NULL : sender;
    return new SrsAnswer(members, Optional.of(address), Optional.of("stays: " + note), true);
  }

  /**
   * Of a recipient.
   *
   * @param maxAge days for which addresses by that key are good
   */
  static SrsAnswer of(String recipient, ReverseOutcome outcome, int maxAge, Instant now) {
    if (outcome instanceof Original original) {
      Map<String, Object> members = members(recipient, "original");
      members.put("address", original.address());
      members.put("form", lower(original.form()));
      members.put("key", original.keyId());
      original.days().ifPresent(days -> members.put("days", days));
      putEnd(members, original.form(), original.days().orElse(0), maxAge, now);
      return new SrsAnswer(members, Optional.of(original.address()), Optional.empty(), true);
    }
    if (outcome instanceof Refused refused) {
      return nothing(recipient, "refused", lower(refused.refusal()), refused.detail());
    }
    if (outcome instanceof Unavailable unavailable) {
      return nothing(recipient, "unavailable", "no_key", unavailable.detail()); // no store here
    }
    return outcome instanceof NotSrs
        ? nothing(recipient, "not_srs", "not_srs", "is an ordinary address")
        : nothing(recipient, "foreign", "foreign_domain", "is in another domain than --domain");
  }

  private static SrsAnswer nothing(String input, String outcome, String reason, String detail) {
    Map<String, Object> members = members(input, outcome);
    members.put("reason", reason);
    members.put("detail", detail);
    return new SrsAnswer(members, Optional.empty(), Optional.of(detail), false);
  }

  private static Map<String, Object> members(String input, String outcome) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("input", input);
    members.put("outcome", outcome);
    return members;
  }

  /** The last day of an address; those of other forwarders have none of their own. */
  private static void putEnd(
      Map<String, Object> members, Form form, int days, int maxAge, Instant now) {
    if (form != Form.SRS1) {
      LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      members.put("last_day", today.minusDays(days).plusDays(maxAge).toString());
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** As JSON. */
  void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, Object> member : members.entrySet()) {
      out.writeFieldName(member.getKey());
      if (member.getValue() instanceof Integer number) {
        out.writeNumber(number);
      } else {
        out.writeString(member.getValue().toString());
      }
    }
    out.writeEndObject();
  }
}
