package org.spfsuite.srs.socketmap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.spfsuite.srs.SenderRewriting;
import org.spfsuite.srs.outcome.ForwardOutcome;
import org.spfsuite.srs.outcome.ForwardOutcome.Failed;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.outcome.ReverseOutcome.Unavailable;
import org.spfsuite.srs.policy.ForwardRequest;

/**
 * The maps {@code forward} and {@code reverse}, as postsrsd 2 has them. Safe for use by several
 * threads.
 *
 * <p>Whatever is not to be changed is not found, forged addresses among it: Postfix then goes on
 * with the recipient as it is, and refuses it (550) since there is no such user in the SRS domain.
 * {@code PERM} would make it say 451, and keep the mail of others waiting.
 *
 * @param rewriting decides
 * @param srsDomain where bounces come back to us
 */
public record SrsMaps(SenderRewriting rewriting, String srsDomain) implements Answers {

  private static final String FORWARD = "forward";
  private static final String REVERSE = "reverse";

  @Override
  public SocketmapReply answer(byte[] request) {
    Optional<String> decoded = text(request);
    if (decoded.isEmpty()) {
      return SocketmapReply.NOT_FOUND; // no address of ours, nor anybody's
    }
    String text = decoded.get();
    int blank = text.indexOf(' ');
    String map = blank < 0 ? text : text.substring(0, blank);
    String key = blank < 0 ? "" : text.substring(blank + 1);
    return switch (map) {
      case FORWARD -> forward(key);
      case REVERSE -> reverse(key);
      default -> SocketmapReply.permanent("there are only the maps forward and reverse");
    };
  }

  private static Optional<String> text(byte[] octets) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private SocketmapReply forward(String sender) {
    ForwardOutcome outcome =
        rewriting.forward(new ForwardRequest(sender, srsDomain, Optional.empty()));
    if (outcome instanceof Rewritten rewritten) {
      return SocketmapReply.ok(rewritten.address());
    }
    // What can never be rewritten goes out as it is: the next host may well take it.
    return outcome instanceof Failed failed && failed.problem().isTemporary()
        ? SocketmapReply.temporary(failed.detail())
        : SocketmapReply.NOT_FOUND;
  }

  private SocketmapReply reverse(String recipient) {
    ReverseOutcome outcome = rewriting.reverse(recipient, "");
    if (outcome instanceof Original original) {
      return SocketmapReply.ok(original.address());
    }
    return outcome instanceof Unavailable unavailable
        ? SocketmapReply.temporary(unavailable.detail())
        : SocketmapReply.NOT_FOUND;
  }
}
