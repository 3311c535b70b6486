package org.spfsuite.core.header;

import java.util.ArrayList;
import java.util.List;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Verdict;

/**
 * Writes the {@code Received-SPF} header field (RFC 7208 §9.1, grammar as corrected by erratum
 * 5436). Whatever the client and the domain's owner said, the field is printable ASCII, and its
 * only line breaks are its own folds.
 */
public final class ReceivedSpf {

  /** Name of the field. */
  public static final String NAME = "Received-SPF";

  private static final String FOLD = "\r\n\t";
  private static final int TAB = 8;
  private static final int LINE = 78; // RFC 5322 §2.1.1
  private static final int MAX_ADDRESS = 320;
  private static final int MAX_VALUE = 255;
  private static final String ATEXT = "!#$%&'*+-/=?^_`{|}~";

  private ReceivedSpf() {}

  /**
   * The body of the field: what stands behind the colon and its blank, folded.
   *
   * @param verdict on one identity
   * @param request what was checked
   * @param receiver name of the receiving host
   */
  public static String body(Verdict verdict, SpfRequest request, String receiver) {
    List<String> pairs = new ArrayList<>();
    pairs.add(pair("client-ip", request.client().unmapped().toString()));
    pairs.add(pair("envelope-from", SafeText.printable(request.mailFrom(), MAX_ADDRESS)));
    pairs.add(pair("helo", request.helo()));
    pairs.add(pair("identity", verdict.identity().key()));
    pairs.add(pair("mechanism", verdict.mechanism()));
    verdict
        .problem()
        .ifPresent(p -> pairs.add(pair("problem", p.code().text() + " " + p.detail())));
    pairs.add(pair("receiver", receiver));

    List<String> pieces = new ArrayList<>();
    pieces.add(verdict.result().text());
    pieces.addAll(words("(" + comment(verdict, request, receiver) + ")"));
    pairs.subList(0, pairs.size() - 1).forEach(pair -> pieces.add(pair + ";"));
    pieces.add(pairs.get(pairs.size() - 1));
    return fold(pieces);
  }

  /** {@link #NAME}, colon, blank and {@link #body}. */
  public static String field(Verdict verdict, SpfRequest request, String receiver) {
    return NAME + ": " + body(verdict, request, receiver);
  }

  /**
   * Where a comment may be folded: at blanks. A word keeps all blanks behind it but the last, so
   * that no line is blank (RFC 5322 §3.2.2).
   */
  private static List<String> words(String comment) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < comment.length() - 1; i++) {
      if (comment.charAt(i) == ' ' && comment.charAt(i + 1) != ' ') {
        words.add(comment.substring(start, i));
        start = i + 1;
      }
    }
    words.add(comment.substring(start));
    return words;
  }

  /** Every piece stays whole; RFC 5322 §2.2.3 allows a fold between any two. */
  private static String fold(List<String> pieces) {
    StringBuilder body = new StringBuilder();
    int column = NAME.length() + 2;
    for (String piece : pieces) {
      if (body.length() > 0) {
        boolean fits = column + 1 + piece.length() <= LINE;
        body.append(fits ? " " : FOLD);
        column = fits ? column + 1 : TAB;
      }
      body.append(piece);
      column += piece.length();
    }
    return body.toString();
  }

  private static String comment(Verdict verdict, SpfRequest request, String receiver) {
    String who =
        verdict.identity() == Identity.HELO || request.hasNullSender()
            ? request.helo()
            : request.mailFrom();
    String domainOf = "domain of " + SafeText.printable(who, MAX_ADDRESS);
    String client = request.client().unmapped().toString();
    String text =
        switch (verdict.result()) {
          case PASS -> domainOf + " designates " + client + " as permitted sender";
          case FAIL -> domainOf + " does not designate " + client + " as permitted sender";
          case SOFTFAIL -> domainOf + " discourages use of " + client + " as permitted sender";
          case NEUTRAL -> client + " is neither permitted nor denied by " + domainOf;
          case NONE -> domainOf + " does not publish a policy";
          case TEMPERROR -> "policy of " + domainOf + " cannot be read at the moment";
          case PERMERROR -> "policy of " + domainOf + " is broken";
        };
    return escape(SafeText.printable(receiver, MAX_VALUE) + ": " + text, "()\\");
  }

  private static String pair(String key, String value) {
    String safe = SafeText.printable(value, MAX_ADDRESS);
    return key + "=" + (isDotAtom(safe) ? safe : "\"" + escape(safe, "\"\\") + "\"");
  }

  /** RFC 5322 §3.2.3. */
  private static boolean isDotAtom(String value) {
    boolean dotAllowed = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '.' ? !dotAllowed : !Character.isLetterOrDigit(c) && ATEXT.indexOf(c) < 0) {
        return false;
      }
      dotAllowed = c != '.';
    }
    return dotAllowed;
  }

  private static String escape(String text, String special) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append(special.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return escaped.toString();
  }
}
