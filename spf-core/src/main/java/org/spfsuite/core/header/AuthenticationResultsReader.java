package org.spfsuite.core.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.header.AuthenticationResultsField.MethodResult;
import org.spfsuite.core.header.AuthenticationResultsField.Property;

/**
 * Reads an {@code Authentication-Results} field (RFC 8601 §2.2).
 *
 * <pre>
 * authres-payload = [CFWS] authserv-id [ CFWS authres-version ] ( no-result / 1*resinfo ) [CFWS]
 * no-result       = [CFWS] ";" [CFWS] "none"
 * resinfo         = [CFWS] ";" methodspec [ CFWS reasonspec ] [ CFWS 1*propspec ]
 * methodspec      = [CFWS] method [CFWS] "=" [CFWS] result
 * reasonspec      = "reason" [CFWS] "=" [CFWS] value
 * propspec        = ptype [CFWS] "." [CFWS] property [CFWS] "=" pvalue
 * method          = Keyword [ [CFWS] "/" [CFWS] method-version ]
 * </pre>
 */
final class AuthenticationResultsReader {

  private static final int MAX_RESULTS = 100;
  private static final int MAX_PROPERTIES = 100;
  private static final int MAX_DIGITS = 9;

  private final FieldScanner in;

  AuthenticationResultsReader(String field) {
    this.in = new FieldScanner(AuthenticationResults.NAME, field);
  }

  ParsedField<AuthenticationResultsField> parse() {
    String authservId = authservId();
    int version = version();
    List<MethodResult> results = results();
    return in.outcome(() -> new AuthenticationResultsField(authservId, version, results));
  }

  /** The word in the authserv-id's place, however the field goes on; empty if there is none. */
  String claimedAuthservId() {
    in.skipCfws();
    return in.value();
  }

  // --- the head ---

  private String authservId() {
    in.skipCfws();
    Optional<String> key = in.peekKey();
    if (key.isEmpty() && in.atEndOfPart()) {
      in.fail(in.position(), "an authserv-id");
    }
    if (key.isPresent() && key.get().equalsIgnoreCase("i")) { // RFC 8617 §4.1.1
      in.fail(in.position(), "an authserv-id, not the instance of an ARC field");
    }
    return key.isPresent() ? "" : in.value();
  }

  private int version() {
    in.skipCfws();
    int start = in.position();
    if (in.atEndOfPart() || in.isAtKey()) {
      return 1; // RFC 8601 §2.2
    }
    return number(in.word(), start, "a version number or ; behind the authserv-id");
  }

  private int number(String digits, int at, String expected) {
    boolean number =
        !digits.isEmpty()
            && digits.length() <= MAX_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!number) {
      in.fail(at, expected);
    }
    return number ? Integer.parseInt(digits) : 0;
  }

  // --- the results ---

  private List<MethodResult> results() {
    List<MethodResult> results = new ArrayList<>();
    for (in.skipSeparators(); !in.atEnd(); in.skipSeparators()) {
      int start = in.position();
      if (results.size() == MAX_RESULTS) {
        in.fail(start, "at most " + MAX_RESULTS + " results");
      } else {
        in.key().ifPresentOrElse(key -> results.add(result(key, start)), this::skipStrayWord);
      }
    }
    return results;
  }

  /** {@code none} says nothing, and no more do the recipients' domains that Microsoft mixes in. */
  private void skipStrayWord() {
    int start = in.position();
    in.word();
    in.skipCfws();
    if (!in.atEndOfPart()) {
      in.fail(start, "a method, = and a result");
    }
  }

  private MethodResult result(String key, int start) {
    int slash = key.indexOf('/');
    String method = slash < 0 ? key : key.substring(0, slash);
    int version = slash < 0 ? 1 : number(key.substring(slash + 1), start, "a method's version");
    in.skipCfws();
    String result = in.word();
    List<Property> specs = specs();
    Optional<String> reason =
        specs.stream()
            .filter(AuthenticationResultsReader::isReason)
            .map(Property::value)
            .findFirst();
    return new MethodResult(
        method, version, result, reason, specs.stream().filter(spec -> !isReason(spec)).toList());
  }

  private static boolean isReason(Property spec) {
    return spec.ptype().isEmpty() && spec.property().equalsIgnoreCase("reason");
  }

  /** The reasonspec too, which many write behind a propspec. */
  private List<Property> specs() {
    List<Property> specs = new ArrayList<>();
    for (in.skipCfws(); !in.atEndOfPart(); in.skipCfws()) {
      if (specs.size() == MAX_PROPERTIES) {
        in.fail(in.position(), "at most " + MAX_PROPERTIES + " properties");
      } else {
        in.key().ifPresentOrElse(key -> specs.add(property(key)), this::noProperty);
      }
    }
    return specs;
  }

  private Property property(String key) {
    int dot = key.indexOf('.');
    return new Property(key.substring(0, Math.max(dot, 0)), key.substring(dot + 1), in.text());
  }

  private void noProperty() {
    in.fail(in.position(), "a property and =, or ;");
  }
}
