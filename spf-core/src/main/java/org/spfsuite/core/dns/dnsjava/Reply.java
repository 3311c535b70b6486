package org.spfsuite.core.dns.dnsjava;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.AnswerMeta;
import org.spfsuite.core.dns.DnsAnswer.Failure;
import org.spfsuite.core.dns.DnsAnswer.FailureKind;
import org.spfsuite.core.text.SafeText;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.WireParseException;

/**
 * What one query brought.
 *
 * @param message the answer, or null if there is none
 * @param error why there is none, or null if there is one
 */
record Reply(@Nullable Message message, @Nullable Throwable error) {

  private static final int MAX_DETAIL = 200;

  static Reply of(@Nullable Message message, @Nullable Throwable error) {
    return new Reply(
        message,
        error instanceof CompletionException && error.getCause() != null
            ? error.getCause()
            : error);
  }

  static Reply failed(IOException error) {
    return new Reply(null, error);
  }

  boolean isErrorCode() {
    return message != null && CnameChain.isFailure(message.getRcode());
  }

  /** RFC 6891 §7: how servers that do not know EDNS refuse it. */
  boolean refusesEdns() {
    return message != null
        && (message.getRcode() == Rcode.FORMERR || message.getRcode() == Rcode.NOTIMP);
  }

  boolean isTruncated() {
    return message != null && message.getHeader().getFlag(Flags.TC);
  }

  /** RFC 5452 §9.3: who seems to be spoofed should ask over TCP. */
  boolean isSpoofed() {
    return error instanceof Exchange.SpoofingException;
  }

  /** The same over TCP, where nothing may be missing. */
  Reply complete() {
    return isTruncated() ? failed(new WireParseException("truncated over TCP")) : this;
  }

  Failure failure() {
    return new Failure(kind(), SafeText.printable(detail(), MAX_DETAIL), AnswerMeta.NONE);
  }

  private FailureKind kind() {
    if (error instanceof SocketTimeoutException) {
      return FailureKind.TIMEOUT;
    }
    if (error instanceof WireParseException || isSpoofed()) {
      return FailureKind.MALFORMED;
    }
    boolean network = error instanceof IOException || error instanceof UnresolvedAddressException;
    return network ? FailureKind.UNREACHABLE : FailureKind.INTERNAL;
  }

  private String detail() {
    if (error == null) {
      return "nothing";
    }
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }
}
