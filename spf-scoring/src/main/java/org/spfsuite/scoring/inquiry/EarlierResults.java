package org.spfsuite.scoring.inquiry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spfsuite.core.header.AuthenticationResults;
import org.spfsuite.core.header.AuthenticationResultsField;
import org.spfsuite.core.header.AuthenticationResultsField.MethodResult;
import org.spfsuite.core.header.ReceivedSpf;
import org.spfsuite.core.header.ReceivedSpfField;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.scoring.fact.SpfFinding;
import org.spfsuite.scoring.fact.SpfFinding.Checked;
import org.spfsuite.scoring.fact.SpfFinding.Source;
import org.spfsuite.scoring.message.Header;
import org.spfsuite.scoring.message.Header.Field;
import org.spfsuite.scoring.policy.Mode;
import org.spfsuite.scoring.policy.Origins;
import org.spfsuite.scoring.relay.Hop;
import org.spfsuite.scoring.relay.RelayPath;

/**
 * Results of SPF that a host of one's own has written into the header. Only fields above that of
 * the last own host count, for those below may be by strangers.
 *
 * <p>In strict mode the field must also name one of our hosts, and a pass must be about the very
 * client and sender; other results must not be about others.
 */
final class EarlierResults {

  private static final int MAX_NAME = 255;

  private final Mode mode;
  private final Origins origins;
  private final Optional<Hop> judged;
  private final Optional<String> sender;
  private final List<Found> found = new ArrayList<>();

  private record Found(Identity identity, SpfFinding finding) {}

  private EarlierResults(
      Mode mode, Origins origins, Optional<Hop> judged, Optional<String> sender) {
    this.mode = mode;
    this.origins = origins;
    this.judged = judged;
    this.sender = sender;
  }

  /** Reads them; nothing if the policy does not want them. */
  static EarlierResults of(
      Mode mode, Origins origins, RelayPath path, Optional<String> sender, Header header) {
    EarlierResults results = new EarlierResults(mode, origins, path.judged(), sender);
    if (origins.reusesResults()) {
      results.read(header, path);
    }
    return results;
  }

  /** The one that counts; no value if there is none. */
  Optional<SpfFinding> of(Identity identity) {
    return found.stream()
        .filter(result -> result.identity() == identity)
        .map(Found::finding)
        .findFirst();
  }

  private void read(Header header, RelayPath path) {
    int all = mode.believesAnyResult() && path.judged().isEmpty() ? header.fields().size() : 0;
    List<Field> own = new ArrayList<>(header.fields().subList(0, path.boundary().orElse(all)));
    if (!origins.newestFirst()) {
      Collections.reverse(own);
    }
    own.forEach(this::read);
  }

  private void read(Field field) {
    switch (field.name().toLowerCase(Locale.ROOT)) {
      case "received-spf" -> ReceivedSpf.parse(field.body()).valid().ifPresent(this::read);
      case "authentication-results" -> results(field.body());
      case "arc-authentication-results" -> {
        if (mode.believesAnyResult()) {
          results(withoutInstance(field.body()));
        }
      }
      default -> {
        // says nothing of SPF
      }
    }
  }

  // --- Received-SPF ---

  private void read(ReceivedSpfField field) {
    Optional<Identity> identity = identity(field.identity().orElse("mailfrom"));
    if (identity.isEmpty() || !isBelieved(field, identity.get())) {
      return;
    }
    String by = SafeText.printable(field.receiver().orElse("an own host"), MAX_NAME);
    add(identity.get(), field.result(), Source.RECEIVED_SPF, by);
  }

  private static Optional<Identity> identity(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "mfrom", "mailfrom" -> Optional.of(Identity.MAIL_FROM);
      case "helo" -> Optional.of(Identity.HELO);
      default -> Optional.empty();
    };
  }

  private boolean isBelieved(ReceivedSpfField field, Identity identity) {
    if (mode.believesAnyResult()) {
      return true;
    }
    Optional<String> claimed = identity == Identity.HELO ? field.helo() : field.envelopeFrom();
    return isOurs(field.receiver().orElse(""))
        && agrees(field.result(), field.clientIp(), judged.map(Hop::client))
        && agrees(field.result(), claimed.map(EarlierResults::lower), claim(identity));
  }

  private Optional<String> claim(Identity identity) {
    return (identity == Identity.HELO ? judged.map(Hop::helo) : sender).map(EarlierResults::lower);
  }

  private boolean isOurs(String host) {
    return origins.authservIds().contains(lower(host));
  }

  /** A pass must say whom it is for; of anything else it is enough that it does not say another. */
  private static <T> boolean agrees(SpfResult result, Optional<T> said, Optional<T> known) {
    return said.isPresent() ? said.equals(known) : result != SpfResult.PASS;
  }

  // --- Authentication-Results ---

  private void results(String body) {
    AuthenticationResults.parse(body).valid().ifPresent(this::read);
  }

  private void read(AuthenticationResultsField field) {
    boolean believed = mode.believesAnyResult() || isOurs(field.authservId());
    for (MethodResult result : believed ? field.of("spf") : List.<MethodResult>of()) {
      Identity identity =
          result.get("smtp", "helo").isPresent() && sender(result).isEmpty()
              ? Identity.HELO
              : Identity.MAIL_FROM;
      Optional<SpfResult> word = word(result.result());
      if (word.isPresent() && (mode.believesAnyResult() || agrees(result, identity, word.get()))) {
        String by = SafeText.printable(field.authservId(), MAX_NAME);
        add(identity, word.get(), Source.AUTHENTICATION_RESULTS, by);
      }
    }
  }

  private static Optional<String> sender(MethodResult result) {
    return result.get("smtp", "mailfrom").or(() -> result.get("smtp", "mfrom"));
  }

  private static Optional<SpfResult> word(String text) {
    return text.equalsIgnoreCase("hardfail") ? Optional.of(SpfResult.FAIL) : SpfResult.of(text);
  }

  /** The client's address is no part of the standard, but some write it. */
  private boolean agrees(MethodResult result, Identity identity, SpfResult word) {
    Optional<IpAddress> client =
        result
            .get("smtp", "remote-ip")
            .or(() -> result.get("policy", "client-ip"))
            .flatMap(IpAddress::parse);
    Optional<String> said =
        (identity == Identity.HELO ? result.get("smtp", "helo") : sender(result))
            .map(EarlierResults::lower);
    Optional<String> known = claim(identity);
    boolean byDomain = said.filter(text -> text.indexOf('@') < 0).isPresent();
    return agrees(word, client, judged.map(Hop::client))
        && agrees(word, said, byDomain ? known.map(EarlierResults::domain) : known);
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  /** RFC 8617 §4.1.1: the instance comes first. */
  private static String withoutInstance(String body) {
    int semicolon = body.indexOf(';');
    return semicolon < 0 ? "" : body.substring(semicolon + 1);
  }

  private void add(Identity identity, SpfResult result, Source source, String by) {
    found.add(new Found(identity, new Checked(result, source, by + " says " + result, "")));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
