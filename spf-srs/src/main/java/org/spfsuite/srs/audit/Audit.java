package org.spfsuite.srs.audit;

import java.util.Locale;
import java.util.function.Consumer;
import org.spfsuite.core.text.KeyValueLine;
import org.spfsuite.srs.outcome.ForwardOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.policy.ForwardRequest;

/**
 * Tells each decision twice: as a line for the log, and as the name of what is counted.
 *
 * <p>Names are {@code forward.rewritten.srs0}, {@code forward.left.own_domain}, {@code
 * forward.failed.store_down}, {@code reverse.original.stored}, {@code reverse.refused.bad_hash},
 * {@code reverse.not_srs}, {@code reverse.foreign}, {@code reverse.unavailable}, and {@code
 * key.2026a} for the key that signed or had signed.
 */
public final class Audit {

  private final Consumer<String> log;
  private final Consumer<String> count;
  private final boolean tellsWhatStays;

  /**
   * An audit that tells everything.
   *
   * @param log told lines in printable ASCII
   * @param count told names, once for each time
   */
  public Audit(Consumer<String> log, Consumer<String> count) {
    this(log, count, true);
  }

  /**
   * An audit.
   *
   * @param tellsWhatStays whether the log is told of senders that are left alone, which may be most
   *     of all; they are always counted
   */
  public Audit(Consumer<String> log, Consumer<String> count, boolean tellsWhatStays) {
    this.log = log;
    this.count = count;
    this.tellsWhatStays = tellsWhatStays;
  }

  /** A sender was decided on. */
  public void forwarded(ForwardRequest request, ForwardOutcome outcome) {
    KeyValueLine line = new KeyValueLine("SRS");
    if (outcome instanceof ForwardOutcome.Rewritten rewritten) {
      counted("forward.rewritten", rewritten.form());
      key(rewritten.keyId());
      line.word("action", "rewrite")
          .quoted("from", request.sender())
          .quoted("to", rewritten.address())
          .word("form", lower(rewritten.form()))
          .quoted("key", rewritten.keyId());
    } else if (outcome instanceof ForwardOutcome.LeftAlone left) {
      counted("forward.left", left.reason());
      if (!tellsWhatStays) {
        return;
      }
      line.word("action", "leave")
          .quoted("from", request.sender())
          .word("reason", lower(left.reason()));
    } else if (outcome instanceof ForwardOutcome.Failed failed) {
      counted("forward.failed", failed.problem());
      line.word("action", "fail")
          .quoted("from", request.sender())
          .word("reason", lower(failed.problem()))
          .quoted("detail", failed.detail());
    }
    log.accept(line.toString());
  }

  /**
   * A recipient was looked at. Ordinary ones are counted, not logged.
   *
   * @param client who wants to send to it, for the log; empty if that is not known
   */
  public void reversed(String recipient, String client, ReverseOutcome outcome) {
    KeyValueLine line = new KeyValueLine("SRS");
    if (outcome instanceof ReverseOutcome.NotSrs) {
      count.accept("reverse.not_srs");
      return;
    }
    if (outcome instanceof ReverseOutcome.Original original) {
      counted("reverse.original", original.form());
      key(original.keyId());
      line.word("action", "reverse").quoted("for", recipient).quoted("to", original.address());
      original.days().ifPresent(days -> line.word("days", days.toString()));
      line.quoted("key", original.keyId());
    } else if (outcome instanceof ReverseOutcome.Refused refused) {
      counted("reverse.refused", refused.refusal());
      line.word("action", "refuse")
          .quoted("for", recipient)
          .word("reason", lower(refused.refusal()))
          .quoted("detail", refused.detail());
    } else if (outcome instanceof ReverseOutcome.Unavailable unavailable) {
      count.accept("reverse.unavailable");
      line.word("action", "defer").quoted("for", recipient).quoted("detail", unavailable.detail());
    } else {
      count.accept("reverse.foreign");
      line.word("action", "ignore").quoted("for", recipient).word("reason", "foreign_domain");
    }
    log.accept(line.quoted("client", client).toString());
  }

  private void counted(String what, Enum<?> which) {
    count.accept(what + '.' + lower(which));
  }

  private void key(String id) {
    count.accept("key." + id);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
