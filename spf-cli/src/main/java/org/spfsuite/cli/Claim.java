package org.spfsuite.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.SpfChecker;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.SpfVerdicts;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Verdict;

/**
 * What is to be checked: which of its claims a client made is known here, where {@link SpfRequest}
 * has empty texts.
 *
 * @param request the claims; empty where there is none
 * @param hasHelo whether there is a HELO name, though it may be empty
 * @param hasMailFrom whether there is a sender, though it may be null
 */
record Claim(SpfRequest request, boolean hasHelo, boolean hasMailFrom) {

  /**
   * A claim.
   *
   * @param client address of the client
   * @param helo the HELO name; null if it is not known
   * @param mailFrom the sender, maybe in angle brackets, empty for the null sender; null if it is
   *     not known
   * @throws IllegalArgumentException if nothing can be checked; its message is for people
   */
  static Claim of(IpAddress client, @Nullable String helo, @Nullable String mailFrom) {
    if (helo == null && mailFrom == null) {
      throw new IllegalArgumentException(
          "nothing to check: there must be a sender, a HELO name or both");
    }
    SpfRequest request =
        new SpfRequest(
            client, helo == null ? "" : helo, mailFrom == null ? "" : withoutBrackets(mailFrom));
    if (helo == null && request.hasNullSender()) {
      throw new IllegalArgumentException(
          "the null sender is checked by the HELO name (RFC 7208, section 2.4): there must be one");
    }
    return new Claim(request, helo != null, mailFrom != null);
  }

  /** As it stands in SMTP and in {@code Return-Path}. */
  static String withoutBrackets(String mailFrom) {
    return mailFrom.startsWith("<") && mailFrom.endsWith(">")
        ? mailFrom.substring(1, mailFrom.length() - 1)
        : mailFrom;
  }

  /** The domain of the identity that counts; empty if it has none. */
  String domain() {
    String sender = request.mailFrom();
    return sender.isEmpty() ? request.helo() : sender.substring(sender.lastIndexOf('@') + 1);
  }

  /** The verdicts on all identities that were given, the one that counts last. */
  List<Verdict> check(SpfChecker checker) {
    if (hasHelo && hasMailFrom) {
      SpfVerdicts both = checker.check(request);
      return List.of(both.helo(), both.mailFrom());
    }
    return List.of(checkDecisive(checker));
  }

  /** The verdict on the identity that counts: the sender if there is one. */
  Verdict checkDecisive(SpfChecker checker) {
    return hasMailFrom ? checker.checkMailFrom(request) : checker.checkHelo(request);
  }
}
