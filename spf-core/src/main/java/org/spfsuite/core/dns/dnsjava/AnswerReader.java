package org.spfsuite.core.dns.dnsjava;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.WireParseException;

/** Tells the answer to a query from everything else that may come in (RFC 5452 §9.1). */
final class AnswerReader {

  private static final int HEADER = 12;

  private AnswerReader() {}

  /**
   * Reads the answer to this query.
   *
   * @throws WireParseException if the octets cannot be read or are not an answer to the query
   */
  static Message read(Message query, byte[] octets) throws WireParseException {
    check(octets.length >= HEADER, "shorter than a header");
    int id = ByteBuffer.wrap(octets).getShort() & 0xFFFF;
    // Before anything is parsed: it may be anybody's.
    check(id == query.getHeader().getID(), "wrong id");
    Message message = parse(octets);
    check(message.getHeader().getFlag(Flags.QR), "not a response");
    check(message.getHeader().getOpcode() == Opcode.QUERY, "wrong opcode");
    check(answers(message, query.getQuestion()), "wrong question");
    return message;
  }

  private static void check(boolean condition, String otherwise) throws WireParseException {
    if (!condition) {
      throw new WireParseException(otherwise);
    }
  }

  private static Message parse(byte[] octets) throws WireParseException {
    try {
      return new Message(octets);
    } catch (IOException | RuntimeException e) {
      // RuntimeException: dnsjava's constructors of records check their arguments.
      throw new WireParseException("unreadable: " + e.getMessage(), e);
    }
  }

  /** Servers that do not understand a query may leave the question out of their refusal. */
  private static boolean answers(Message message, Record asked) {
    @Nullable Record question = message.getQuestion();
    return question == null
        ? CnameChain.isFailure(message.getRcode())
        : question.getName().equals(asked.getName())
            && question.getType() == asked.getType()
            && question.getDClass() == asked.getDClass();
  }
}
