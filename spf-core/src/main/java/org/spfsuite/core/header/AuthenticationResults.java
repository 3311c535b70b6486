package org.spfsuite.core.header;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/**
 * Writes and reads the {@code Authentication-Results} header field (RFC 8601, RFC 7208 §9.2).
 * Whatever the client and the domain's owner said, a written field is printable text (ASCII, unless
 * {@link HeaderCharset#UTF_8} is asked for), and its only line breaks are its own folds.
 *
 * <pre>
 * mx.example.org; spf=fail reason=-all smtp.mailfrom=bank.example;
 *   spf=none smtp.helo=mail.bank.example
 * </pre>
 */
public final class AuthenticationResults {

  /** Name of the field. */
  public static final String NAME = "Authentication-Results";

  private static final Set<SpfResult> AGAINST =
      EnumSet.of(SpfResult.FAIL, SpfResult.SOFTFAIL, SpfResult.NEUTRAL);

  private static final int MAX_ID = 255;
  private static final int MAX_VALUE = 320;

  private final SpfRequest request;
  private final HeaderCharset charset;

  private AuthenticationResults(SpfRequest request, HeaderCharset charset) {
    this.request = request;
    this.charset = charset;
  }

  /**
   * The field in US-ASCII.
   *
   * @param verdicts on the identities that were checked
   * @param request what was checked
   * @param authservId name of the authentication service (RFC 8601 §2.5), such as the receiving
   *     host's
   */
  public static HeaderField write(List<Verdict> verdicts, SpfRequest request, String authservId) {
    return write(verdicts, request, authservId, HeaderCharset.US_ASCII);
  }

  /**
   * The field: one result for each identity that the client claimed, in the order of the verdicts;
   * {@code none} if there is no such. A null reverse-path claims nothing but the HELO name.
   *
   * @param verdicts on the identities that were checked
   * @param request what was checked
   * @param authservId name of the authentication service (RFC 8601 §2.5), such as the receiving
   *     host's
   * @param charset which characters it may hold; domains are A-labels in US-ASCII and as the client
   *     gave them in UTF-8 (RFC 8616 §3)
   */
  public static HeaderField write(
      List<Verdict> verdicts, SpfRequest request, String authservId, HeaderCharset charset) {
    String body = new AuthenticationResults(request, charset).body(verdicts, authservId);
    return new HeaderField(NAME, body);
  }

  /**
   * Reads a field, results of all methods, also as other implementations write it: unquoted values,
   * odd semicolons, comments anywhere, no authserv-id. Linear in the length of the text, and never
   * throws. What it says is true only if a host of one's own wrote it (RFC 8601 §7.1).
   *
   * @param field the field with or without its name, folded or not; at most 16,384 characters
   */
  public static ParsedField<AuthenticationResultsField> parse(String field) {
    return new AuthenticationResultsReader(field).parse();
  }

  /**
   * Whether a field claims to come from this authentication service. RFC 8601 §5: where it does and
   * comes from outside, it is forged and to be removed. Only the beginning of the field matters, so
   * that a forger cannot hide behind a broken rest. A field without an authserv-id claims nobody's.
   *
   * @param field the field with or without its name
   * @param authservId compared regardless of case and of a dot at the end
   */
  public static boolean claims(String field, String authservId) {
    String head = field.substring(0, Math.min(field.length(), FieldScanner.MAX_LENGTH));
    String claimed = withoutDot(new AuthenticationResultsReader(head).claimedAuthservId());
    return !claimed.isEmpty() && claimed.equalsIgnoreCase(withoutDot(authservId));
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private String body(List<Verdict> verdicts, String authservId) {
    Map<String, List<String>> results = new LinkedHashMap<>();
    for (Verdict verdict : verdicts) {
      boolean sender = verdict.identity() == Identity.MAIL_FROM && !request.hasNullSender();
      String claimed = sender ? senderDomain() : request.helo();
      if (!claimed.isEmpty()) {
        String property = sender ? "smtp.mailfrom" : "smtp.helo";
        results.putIfAbsent(property, result(verdict, property, claimed));
      }
    }
    List<List<String>> parts = new ArrayList<>(results.values());
    if (parts.isEmpty()) {
      parts.add(List.of("none")); // RFC 8601 §2.2, no-result
    }
    parts.add(0, List.of(Lexemes.tokenOrQuoted(charset.printable(authservId, MAX_ID))));
    return Folding.fold(NAME, separated(parts));
  }

  /** All pieces in a row; a semicolon behind the last piece of each part but the last part. */
  private static List<String> separated(List<List<String>> parts) {
    List<String> pieces = new ArrayList<>();
    for (List<String> part : parts) {
      int last = pieces.size() - 1;
      if (last >= 0) {
        pieces.set(last, pieces.get(last) + ";");
      }
      pieces.addAll(part);
    }
    return pieces;
  }

  /** RFC 8601 §2.7.2: the names of the results are those of RFC 7208 §2.6. */
  private List<String> result(Verdict verdict, String property, String claimed) {
    List<String> pieces = new ArrayList<>();
    pieces.add("spf=" + verdict.result().text());
    reason(verdict).ifPresent(reason -> pieces.add("reason=" + value(reason)));
    boolean asGiven = charset == HeaderCharset.UTF_8 || verdict.domain().isEmpty();
    pieces.add(property + "=" + value(asGiven ? claimed : verdict.domain()));
    return pieces;
  }

  private String value(String text) {
    return Lexemes.tokenOrQuoted(charset.printable(text, MAX_VALUE));
  }

  /** The problem, or what spoke against the client; empty where nothing did. */
  private static Optional<String> reason(Verdict verdict) {
    boolean against = AGAINST.contains(verdict.result());
    return verdict
        .problem()
        .map(ReceivedSpf::text)
        .or(() -> Optional.of(verdict.mechanism()).filter(mechanism -> against));
  }

  /** SPF vouches for the domain only; the whole sender where there is no domain. */
  private String senderDomain() {
    String sender = request.mailFrom();
    String domain = sender.substring(sender.lastIndexOf('@') + 1);
    return domain.isEmpty() ? sender : domain;
  }
}
