package org.spfsuite.core.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.header.ReceivedSpfField.Pair;
import org.spfsuite.core.verdict.SpfResult;

/**
 * Reads a {@code Received-SPF} field (RFC 7208 §9.1, erratum 5436).
 *
 * <pre>
 * header-field   = "Received-SPF:" [CFWS] result [ FWS comment ] [ FWS key-value-list ] [FWS] CRLF
 * key-value-list = key-value-pair *( ";" [CFWS] key-value-pair ) [";"]
 * key-value-pair = key [CFWS] "=" ( dot-atom / quoted-string )
 * </pre>
 */
final class ReceivedSpfReader {

  private static final int MAX_PAIRS = 100;
  private static final String RESULTS =
      "one of pass, fail, softfail, neutral, none, temperror, permerror";

  private final FieldScanner in;

  ReceivedSpfReader(String field) {
    this.in = new FieldScanner(ReceivedSpf.NAME, field);
  }

  ParsedField<ReceivedSpfField> parse() {
    in.skipCfws();
    Optional<SpfResult> result = result();
    Optional<String> comment = comment();
    List<Pair> pairs = pairs();
    return in.outcome(() -> new ReceivedSpfField(result.orElseThrow(), comment, pairs));
  }

  private Optional<SpfResult> result() {
    int start = in.position();
    Optional<SpfResult> result = SpfResult.of(in.word());
    if (result.isEmpty()) {
      in.fail(start, RESULTS);
    }
    return result;
  }

  private Optional<String> comment() {
    in.skipBlanks();
    return in.peek() == '(' ? Optional.of(in.comment()) : Optional.empty();
  }

  private List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (in.skipSeparators(); !in.atEnd(); in.skipSeparators()) {
      if (pairs.size() == MAX_PAIRS) {
        in.fail(in.position(), "at most " + MAX_PAIRS + " keys");
      } else {
        in.key().ifPresentOrElse(key -> pairs.add(new Pair(key, in.text())), this::noKey);
      }
    }
    return pairs;
  }

  private void noKey() {
    in.fail(in.position(), "a key and =");
  }
}
