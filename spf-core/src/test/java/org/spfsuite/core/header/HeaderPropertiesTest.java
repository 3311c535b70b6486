package org.spfsuite.core.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.header.AuthenticationResultsField.MethodResult;
import org.spfsuite.core.header.AuthenticationResultsField.Property;
import org.spfsuite.core.header.ReceivedSpfField.Pair;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.Problem;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.core.verdict.Verdict;

/** What must be true of every field that is written, whoever the client is. */
final class HeaderPropertiesTest {

  private static final int MAX_VALUE = 320;
  private static final int MAX_NAME = 255;
  private static final String[] DIRECTIVES = {"-all", "ip4:192.0.2.0/24", "exists:%{i}.x.example"};

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  // --- what is written can be read ---

  @ParameterizedTest
  @MethodSource("seeds")
  void receivedSpfIsReadAsItWasWritten(long seed) {
    Hostile hostile = new Hostile(seed);
    for (HeaderCharset charset : HeaderCharset.values()) {
      SpfRequest request = request(hostile);
      Verdict verdict = verdict(hostile, hostile.oneOf(Identity.values()));
      String receiver = hostile.text();
      String field = ReceivedSpf.write(verdict, request, receiver, charset).toString();

      assertSafe(field, charset, seed);
      ReceivedSpfField read =
          ReceivedSpf.parse(field)
              .valid()
              .orElseThrow(() -> new AssertionError("seed " + seed + ": " + field));
      assertThat(read.result()).as("seed %d", seed).isEqualTo(verdict.result());
      assertThat(read.pairs())
          .as("seed %d: %s", seed, field)
          .isEqualTo(pairs(verdict, request, receiver, charset));
      assertThat(read.clientIp()).as("seed %d", seed).contains(request.client().unmapped());
      assertThat(read.comment().isEmpty())
          .as("seed %d: %s", seed, field)
          .isEqualTo(verdict.result() == SpfResult.PASS);
      assertThat(read.comment().stream())
          .as("seed %d: %s", seed, field)
          .allMatch(words -> words.startsWith(charset.printable(receiver, MAX_NAME) + ": "))
          .allMatch(words -> words.contains("domain of " + claimed(verdict, request, charset)));
    }
  }

  private static String claimed(Verdict verdict, SpfRequest request, HeaderCharset charset) {
    return charset.printable(claimant(verdict, request), MAX_VALUE);
  }

  /** Seeds hardly ever lead here. */
  @ParameterizedTest
  @ValueSource(strings = {"(", "( ", "(  (", "\\ (((((   ", "\u20ac", "\u20ac  \u20ac"})
  void aCommentThatIsLongerThanALineMayBeIsFoldedAndReadAsItWas(String piece) {
    SpfRequest request = SpfRequest.of("192.0.2.1", "x", piece.repeat(320 / piece.length()));
    String receiver = piece.repeat(255 / piece.length());
    Verdict verdict = Checked.unmatched(SpfResult.FAIL, Identity.MAIL_FROM, "d.example");
    String field = ReceivedSpf.write(verdict, request, receiver, HeaderCharset.UTF_8).toString();
    assertSafe(field, HeaderCharset.UTF_8, -1);
    assertThat(ReceivedSpf.parse(field).valid().flatMap(ReceivedSpfField::comment))
        .contains(
            "%s: domain of %s does not designate 192.0.2.1 as permitted sender"
                .formatted(receiver, request.mailFrom()));
  }

  private static String claimant(Verdict verdict, SpfRequest request) {
    boolean helo = verdict.identity() == Identity.HELO || request.hasNullSender();
    return helo ? request.helo() : request.mailFrom();
  }

  private static List<Pair> pairs(
      Verdict verdict, SpfRequest request, String receiver, HeaderCharset charset) {
    List<Pair> pairs = new ArrayList<>();
    pairs.add(new Pair("client-ip", request.client().unmapped().toString()));
    if (verdict.identity() == Identity.MAIL_FROM) {
      pairs.add(new Pair("envelope-from", charset.printable(request.mailFrom(), MAX_VALUE)));
    }
    pairs.add(new Pair("helo", charset.printable(request.helo(), MAX_VALUE)));
    pairs.add(new Pair("identity", verdict.identity().key()));
    pairs.add(new Pair("mechanism", verdict.mechanism()));
    problem(verdict)
        .ifPresent(p -> pairs.add(new Pair("problem", charset.printable(p, MAX_VALUE))));
    pairs.add(new Pair("receiver", charset.printable(receiver, MAX_VALUE)));
    return pairs;
  }

  private static Optional<String> problem(Verdict verdict) {
    return verdict.problem().map(p -> p.code().text() + " " + p.detail());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void authenticationResultsAreReadAsTheyWereWritten(long seed) {
    Hostile hostile = new Hostile(seed);
    for (HeaderCharset charset : HeaderCharset.values()) {
      SpfRequest request = request(hostile);
      SpfVerdicts verdicts =
          new SpfVerdicts(verdict(hostile, Identity.HELO), verdict(hostile, Identity.MAIL_FROM));
      String authservId = hostile.text();
      String field =
          AuthenticationResults.write(verdicts.all(), request, authservId, charset).toString();

      assertSafe(field, charset, seed);
      AuthenticationResultsField read =
          AuthenticationResults.parse(field)
              .valid()
              .orElseThrow(() -> new AssertionError("seed " + seed + ": " + field));
      String id = charset.printable(authservId, MAX_NAME);
      assertThat(read)
          .as("seed %d: %s", seed, field)
          .isEqualTo(new AuthenticationResultsField(id, 1, results(verdicts, request, charset)));
      boolean nobody = id.isEmpty() || id.equals(".");
      assertThat(AuthenticationResults.claims(field, id)).as("seed %d", seed).isEqualTo(!nobody);
    }
  }

  private static List<MethodResult> results(
      SpfVerdicts verdicts, SpfRequest request, HeaderCharset charset) {
    List<MethodResult> results = new ArrayList<>();
    if (!request.hasNullSender()) {
      String sender = request.mailFrom();
      String domain = sender.substring(sender.lastIndexOf('@') + 1);
      String claimed = domain.isEmpty() ? sender : domain;
      results.add(result(verdicts.mailFrom(), "mailfrom", claimed, charset));
    }
    if (!request.helo().isEmpty()) {
      Verdict verdict = request.hasNullSender() ? verdicts.mailFrom() : verdicts.helo();
      results.add(result(verdict, "helo", request.helo(), charset));
    }
    return results;
  }

  private static MethodResult result(
      Verdict verdict, String property, String claimed, HeaderCharset charset) {
    Optional<String> mechanism =
        switch (verdict.result()) {
          case FAIL, SOFTFAIL, NEUTRAL -> Optional.of(verdict.mechanism());
          default -> Optional.empty();
        };
    boolean asGiven = charset == HeaderCharset.UTF_8 || verdict.domain().isEmpty();
    String value = charset.printable(asGiven ? claimed : verdict.domain(), MAX_VALUE);
    return new MethodResult(
        "spf",
        1,
        verdict.result().text(),
        problem(verdict).or(() -> mechanism).map(r -> charset.printable(r, MAX_VALUE)),
        List.of(new Property("smtp", property, value)));
  }

  private static SpfRequest request(Hostile hostile) {
    IpAddress client = IpAddress.parse(hostile.below(2) == 0 ? "192.0.2.1" : "2001:db8::1").get();
    return new SpfRequest(client, hostile.text(), hostile.text());
  }

  /** Hostile even where a check would have made the text safe. */
  private static Verdict verdict(Hostile hostile, Identity identity) {
    SpfResult result = hostile.oneOf(SpfResult.values());
    if (result == SpfResult.TEMPERROR || result == SpfResult.PERMERROR) {
      ProblemCode code = hostile.oneOf(ProblemCode.values());
      return Checked.broken(identity, new Problem(code, hostile.text(), hostile.text()));
    }
    return hostile.below(2) == 0
        ? Checked.unmatched(result, identity, hostile.text())
        : Checked.matched(result, identity, hostile.text(), hostile.oneOf(DIRECTIVES));
  }

  // --- what is written is safe ---

  private static void assertSafe(String field, HeaderCharset charset, long seed) {
    String unfolded = field.replace("\r\n\t", "");
    assertThat(unfolded.codePoints().filter(c -> !isAllowed(c, charset)).boxed())
        .as("seed %d: %s", seed, field)
        .isEmpty();
    LineWidths widths = new LineWidths();
    for (String line : field.split("\r\n", -1)) {
      int octets = line.getBytes(StandardCharsets.UTF_8).length;
      assertThat(line).as("seed %d: a blank line", seed).isNotBlank();
      assertThat(octets).as("seed %d: %s", seed, line).isLessThanOrEqualTo(998);
      boolean foldable = widths.hasPlaceToFold(line);
      assertThat(octets > 78 && foldable).as("seed %d: %s", seed, line).isFalse();
    }
  }

  private static boolean isAllowed(int c, HeaderCharset charset) {
    boolean ascii = c >= 0x20 && c <= 0x7E;
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    boolean beyond = c >= 0xA0 && c != 0x2028 && c != 0x2029 && !surrogate;
    return ascii || (charset == HeaderCharset.UTF_8 && beyond);
  }

  /** Follows quotation marks and comments over the lines of one field. */
  private static final class LineWidths {
    private boolean quoted;
    private int depth;
    private boolean nameSeen;

    /** Whether a blank between two tokens stands in the line, behind the field's name. */
    boolean hasPlaceToFold(String line) {
      int start = nameSeen ? 1 : line.indexOf(": ") + 2;
      nameSeen = true;
      boolean found = false;
      for (int i = start; i < line.length(); i++) {
        char c = line.charAt(i);
        if (c == '\\' && (quoted || depth > 0)) {
          i++;
        } else if (c == '"' && depth == 0) {
          quoted = !quoted;
        } else if (!quoted) {
          depth += c == '(' ? 1 : c == ')' ? -1 : 0;
          found |= c == ' ' && depth == 0;
        }
      }
      return found;
    }
  }

  @ParameterizedTest
  @EnumSource(HeaderCharset.class)
  void aCutNeverSplitsACharacter(HeaderCharset charset) {
    String smiles = "\ud83d\ude00".repeat(200);
    for (int length = 3; length < 12; length++) {
      String cut = charset.printable(smiles, length);
      assertThat(cut).hasSizeLessThanOrEqualTo(length).endsWith("...");
      assertThat(cut.codePoints().filter(c -> !isAllowed(c, charset)).boxed()).isEmpty();
    }
  }
}
