package org.spfsuite.core.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.Verdict;

/**
 * Writes and reads the {@code Received-SPF} header field (RFC 7208 §9.1, grammar as corrected by
 * erratum 5436). A result that is no pass is told in words, too, as a comment; of a pass the keys
 * say all, and most mail has it. Whatever the client and the domain's owner said, a written field
 * is printable text (ASCII, unless {@link HeaderCharset#UTF_8} is asked for), and its only line
 * breaks are its own folds.
 */
public final class ReceivedSpf {

  /** Name of the field. */
  public static final String NAME = "Received-SPF";

  private static final int MAX_ADDRESS = 320;
  private static final int MAX_VALUE = 255;

  private final Verdict verdict;
  private final SpfRequest request;
  private final String receiver;
  private final HeaderCharset charset;

  private ReceivedSpf(Verdict verdict, SpfRequest request, String receiver, HeaderCharset charset) {
    this.verdict = verdict;
    this.request = request;
    this.receiver = receiver;
    this.charset = charset;
  }

  /**
   * The field in US-ASCII.
   *
   * @param verdict on one identity
   * @param request what was checked
   * @param receiver name of the receiving host
   */
  public static HeaderField write(Verdict verdict, SpfRequest request, String receiver) {
    return write(verdict, request, receiver, HeaderCharset.US_ASCII);
  }

  /**
   * The field.
   *
   * @param verdict on one identity
   * @param request what was checked
   * @param receiver name of the receiving host
   * @param charset which characters it may hold
   */
  public static HeaderField write(
      Verdict verdict, SpfRequest request, String receiver, HeaderCharset charset) {
    return new HeaderField(NAME, new ReceivedSpf(verdict, request, receiver, charset).body());
  }

  /**
   * Reads a field, also as other implementations write it: unquoted values, missing semicolons,
   * comments anywhere. Linear in the length of the text, and never throws. What it says is true
   * only if a host of one's own wrote it.
   *
   * @param field the field with or without its name, folded or not; at most 16,384 characters
   */
  public static ParsedField<ReceivedSpfField> parse(String field) {
    return new ReceivedSpfReader(field).parse();
  }

  private String body() {
    List<String> pieces = new ArrayList<>();
    pieces.add(verdict.result().text());
    String host = charset.printable(receiver, MAX_VALUE);
    sentence().ifPresent(words -> pieces.add(Lexemes.comment(host + ": " + words)));
    List<String> pairs = pairs();
    for (int i = 0; i < pairs.size() - 1; i++) {
      pieces.add(pairs.get(i) + ";");
    }
    pieces.add(pairs.get(pairs.size() - 1));
    return Folding.fold(NAME, pieces);
  }

  private List<String> pairs() {
    List<String> pairs = new ArrayList<>();
    pairs.add(pair("client-ip", request.client().unmapped().toString()));
    if (verdict.identity() == Identity.MAIL_FROM) {
      pairs.add(pair("envelope-from", request.mailFrom()));
    }
    pairs.add(pair("helo", request.helo()));
    pairs.add(pair("identity", verdict.identity().key()));
    pairs.add(pair("mechanism", verdict.mechanism()));
    verdict.problem().ifPresent(p -> pairs.add(pair("problem", text(p))));
    pairs.add(pair("receiver", receiver));
    return pairs;
  }

  private String pair(String key, String value) {
    return key + "=" + Lexemes.dotAtomOrQuoted(charset.printable(value, MAX_ADDRESS));
  }

  /** The problem's name and what goes with it; the other field says the same. */
  static String text(Problem problem) {
    return problem.code().text() + " " + problem.detail();
  }

  private Optional<String> sentence() {
    String domainOf = "domain of " + charset.printable(claimant(), MAX_ADDRESS);
    String client = request.client().unmapped().toString();
    return switch (verdict.result()) {
      case PASS -> Optional.empty();
      case FAIL -> Optional.of(domainOf + " does not designate " + client + " as permitted sender");
      case SOFTFAIL ->
          Optional.of(domainOf + " discourages use of " + client + " as permitted sender");
      case NEUTRAL -> Optional.of(client + " is neither permitted nor denied by " + domainOf);
      case NONE -> Optional.of(domainOf + " does not publish a policy");
      case TEMPERROR -> Optional.of("policy of " + domainOf + " cannot be read at the moment");
      case PERMERROR -> Optional.of("policy of " + domainOf + " is broken");
    };
  }

  private String claimant() {
    return verdict.identity() == Identity.HELO || request.hasNullSender()
        ? request.helo()
        : request.mailFrom();
  }
}
