package org.spfsuite.core.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/**
 * Writes and reads the {@code Authentication-Results} header field (RFC 8601, RFC 7208 §9.2).
 * Whatever the client and the domain's owner said, a written field is printable text (ASCII, unless
 * {@link HeaderCharset#UTF_8} is asked for), and its only line breaks are its own folds.
 *
 * <pre>
 * mx.example.org; spf=pass reason="ip4:192.0.2.0/24" smtp.mailfrom=bank.example;
 *   spf=none smtp.helo=mail.bank.example
 * </pre>
 */
public final class AuthenticationResults {

  /** Name of the field. */
  public static final String NAME = "Authentication-Results";

  private static final int MAX_ID = 255;
  private static final int MAX_VALUE = 320;

  private final SpfVerdicts verdicts;
  private final SpfRequest request;
  private final HeaderCharset charset;

  private AuthenticationResults(SpfVerdicts verdicts, SpfRequest request, HeaderCharset charset) {
    this.verdicts = verdicts;
    this.request = request;
    this.charset = charset;
  }

  /**
   * The body of the field in US-ASCII.
   *
   * @param verdicts on both identities
   * @param request what was checked
   * @param authservId name of the authentication service (RFC 8601 §2.5), such as the receiving
   *     host's
   */
  public static String body(SpfVerdicts verdicts, SpfRequest request, String authservId) {
    return body(verdicts, request, authservId, HeaderCharset.US_ASCII);
  }

  /**
   * The body of the field: what stands behind the colon and its blank, folded. One result for the
   * domain of the reverse-path, unless that is null, and one for the HELO name, unless there was
   * none; {@code none} if neither is there.
   *
   * @param verdicts on both identities
   * @param request what was checked
   * @param authservId name of the authentication service (RFC 8601 §2.5), such as the receiving
   *     host's
   * @param charset which characters it may hold; domains are A-labels in US-ASCII and as the client
   *     gave them in UTF-8 (RFC 8616 §3)
   */
  public static String body(
      SpfVerdicts verdicts, SpfRequest request, String authservId, HeaderCharset charset) {
    return new AuthenticationResults(verdicts, request, charset).body(authservId);
  }

  /** {@link #NAME}, colon, blank and {@link #body(SpfVerdicts, SpfRequest, String)}. */
  public static String field(SpfVerdicts verdicts, SpfRequest request, String authservId) {
    return field(verdicts, request, authservId, HeaderCharset.US_ASCII);
  }

  /**
   * {@link #NAME}, colon, blank and {@link #body(SpfVerdicts, SpfRequest, String, HeaderCharset)}.
   */
  public static String field(
      SpfVerdicts verdicts, SpfRequest request, String authservId, HeaderCharset charset) {
    return NAME + ": " + body(verdicts, request, authservId, charset);
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
   * that a forger cannot hide behind a broken rest.
   *
   * @param field the field with or without its name
   * @param authservId compared regardless of case and of a dot at the end
   */
  public static boolean claims(String field, String authservId) {
    String head = field.substring(0, Math.min(field.length(), FieldScanner.MAX_LENGTH));
    String claimed = new AuthenticationResultsReader(head).claimedAuthservId();
    return withoutDot(claimed).equalsIgnoreCase(withoutDot(authservId));
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private String body(String authservId) {
    List<List<String>> results = new ArrayList<>();
    if (!request.hasNullSender()) {
      results.add(result(verdicts.mailFrom(), "smtp.mailfrom", senderDomain()));
    }
    if (!request.helo().isEmpty()) {
      results.add(result(verdicts.helo(), "smtp.helo", request.helo()));
    }
    if (results.isEmpty()) {
      results.add(List.of("none")); // RFC 8601 §2.2, no-result
    }
    results.add(0, List.of(Lexemes.tokenOrQuoted(charset.printable(authservId, MAX_ID))));
    return Folding.fold(NAME, separated(results));
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

  /** The problem, or the mechanism; empty where there is no policy that could have one. */
  private static Optional<String> reason(Verdict verdict) {
    return verdict
        .problem()
        .map(ReceivedSpf::text)
        .or(() -> Optional.of(verdict.mechanism()).filter(m -> verdict.result() != SpfResult.NONE));
  }

  /** SPF vouches for the domain only; the whole sender where there is no domain. */
  private String senderDomain() {
    String sender = request.mailFrom();
    String domain = sender.substring(sender.lastIndexOf('@') + 1);
    return domain.isEmpty() ? sender : domain;
  }
}
