package org.spfsuite.scoring.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The header of a message: its fields, the topmost and so the newest one first. Immutable. */
public final class Header {

  /** Octets of a header that are read. */
  public static final int MAX_OCTETS = 1 << 20;

  /** Fields of a header that are read. */
  public static final int MAX_FIELDS = 10_000;

  /** A header without fields. */
  public static final Header EMPTY = of(List.of());

  private final List<Field> fields;
  private final boolean truncated;

  /**
   * A field of a header.
   *
   * @param name as spelled, without the colon
   * @param body unfolded (RFC 5322 §2.2.3), however it was given: line breaks before white space
   *     and white space at both ends are taken away; any other CR or LF, which no field should
   *     hold, has become a blank
   */
  public record Field(String name, String body) {

    /** Unfolds the body. */
    public Field {
      body = Unfolding.unfolded(body);
    }
  }

  private Header(List<Field> fields, boolean truncated) {
    this.fields = List.copyOf(fields);
    this.truncated = truncated;
  }

  /** A header of these fields, the topmost one first. */
  public static Header of(List<Field> fields) {
    return new Header(fields, false);
  }

  /** A header that was too long; these fields of it have been read. */
  static Header truncated(List<Field> fields) {
    return new Header(fields, true);
  }

  /**
   * Reads the header of a message, whatever it looks like. Lines end with LF, with or without CR;
   * the first empty line, or the end of the stream, ends the header. What is no field, because it
   * has no colon or no name of printable ASCII before it, is passed over with its continuation
   * lines; the {@code From } line of a mailbox is such a case. (SpamAssassin does the same with
   * three such lines, and takes the fourth for the body; mail readers go on, and so does this.) A
   * line of white space only continues a field.
   *
   * <p>A body that is valid UTF-8 is read as that, any other as ISO-8859-1, one character per
   * octet.
   *
   * @param message should be buffered, as it is read octet by octet. It is left behind the empty
   *     line; if the header has 1 MiB or more, in the midst of it
   * @throws IOException only if the stream does
   */
  public static Header read(InputStream message) throws IOException {
    return HeaderReader.read(message);
  }

  /** All fields, the topmost one first. */
  public List<Field> fields() {
    return fields;
  }

  /**
   * Whether there was more than {@link #MAX_OCTETS} or {@link #MAX_FIELDS} allow. The rest is
   * missing here, and so is the field that the limit cuts in two.
   */
  public boolean isTruncated() {
    return truncated;
  }

  /**
   * The bodies of all fields of a name, the topmost one first.
   *
   * @param name in any case
   */
  public List<String> all(String name) {
    return positions(name).mapToObj(i -> fields.get(i).body()).toList();
  }

  /**
   * The body of the topmost field of a name.
   *
   * @param name in any case
   */
  public Optional<String> first(String name) {
    int position = indexOf(name);
    return position < 0 ? Optional.empty() : Optional.of(fields.get(position).body());
  }

  /**
   * The place of the topmost field of a name in {@link #fields}.
   *
   * @param name in any case
   * @return -1 if there is none
   */
  public int indexOf(String name) {
    return positions(name).findFirst().orElse(-1);
  }

  /**
   * The places of all fields of a name in {@link #fields}, ascending.
   *
   * @param name in any case
   */
  public IntStream positions(String name) {
    return IntStream.range(0, fields.size())
        .filter(i -> fields.get(i).name().equalsIgnoreCase(name));
  }

  /**
   * The fields above the topmost one of a name: above the first {@code Received} field stands what
   * the host itself has added since it took the message over.
   *
   * @param name in any case
   * @return all fields if there is none of that name
   */
  public Header above(String name) {
    int position = indexOf(name);
    return position < 0 ? this : of(fields.subList(0, position));
  }
}
