package org.spfsuite.scoring.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.scoring.message.Header.Field;

/** Takes a header apart; {@link Header#read} tells how. */
final class HeaderReader {

  private final byte[] octets;

  private HeaderReader(byte[] octets) {
    this.octets = octets;
  }

  static Header read(InputStream message) throws IOException {
    byte[] octets = octets(message);
    return new HeaderReader(octets).fields(octets.length < Header.MAX_OCTETS);
  }

  /** All up to the empty line, this included if there is one. */
  private static byte[] octets(InputStream message) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(4096);
    int inLine = 0; // octets of the line
    int last = '\n';
    int octet = message.read();
    while (octet >= 0) {
      octets.write(octet);
      boolean empty = octet == '\n' && (inLine == 0 || (inLine == 1 && last == '\r'));
      if (empty || octets.size() == Header.MAX_OCTETS) {
        return octets.toByteArray();
      }
      inLine = octet == '\n' ? 0 : inLine + 1;
      last = octet;
      octet = message.read();
    }
    return octets.toByteArray();
  }

  /**
   * Splits.
   *
   * @param complete whether the last field is all there
   */
  private Header fields(boolean complete) {
    List<Field> fields = new ArrayList<>();
    int start = 0;
    int end = endOfField(start);
    while (end < octets.length || (complete && start < end)) {
      Optional<Field> field = field(start, end);
      if (field.isPresent() && fields.size() == Header.MAX_FIELDS) {
        return Header.truncated(fields);
      }
      field.ifPresent(fields::add);
      start = end;
      end = endOfField(start);
    }
    return complete ? Header.of(fields) : Header.truncated(fields);
  }

  /** Behind the line and the lines that continue it. */
  private int endOfField(int start) {
    int at = start;
    while (at < octets.length) {
      boolean lineEnds = octets[at++] == '\n';
      if (lineEnds && (at == octets.length || !isWhiteSpace(octets[at]))) {
        return at;
      }
    }
    return at;
  }

  private Optional<Field> field(int start, int end) {
    int colon = start;
    while (colon < end && octets[colon] != ':') {
      colon++;
    }
    int endOfName = colon;
    // RFC 5322 §4.5: white space before the colon, once even folded.
    while (endOfName > start && isWhiteSpaceOrBreak(octets[endOfName - 1])) {
      endOfName--;
    }
    return colon < end && isName(start, endOfName)
        ? Optional.of(new Field(text(start, endOfName), text(colon + 1, end)))
        : Optional.empty();
  }

  private boolean isName(int start, int end) {
    for (int i = start; i < end; i++) {
      if (octets[i] <= ' ' || octets[i] == 0x7F) { // octets beyond ASCII are negative
        return false;
      }
    }
    return start < end;
  }

  private String text(int start, int end) {
    for (int i = start; i < end; i++) {
      if (octets[i] < 0) {
        return textBeyondAscii(start, end);
      }
    }
    return new String(octets, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private String textBeyondAscii(int start, int end) {
    try {
      ByteBuffer body = ByteBuffer.wrap(octets, start, end - start);
      return StandardCharsets.UTF_8.newDecoder().decode(body).toString();
    } catch (CharacterCodingException e) {
      return new String(octets, start, end - start, StandardCharsets.ISO_8859_1);
    }
  }

  private static boolean isWhiteSpace(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  private static boolean isWhiteSpaceOrBreak(byte octet) {
    return isWhiteSpace(octet) || octet == '\r' || octet == '\n';
  }
}
