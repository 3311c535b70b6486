package org.spfsuite.core.dns.dnsjava;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.RecordType;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.text.SafeText;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/**
 * Reads zones from master files (RFC 1035 §5). A, AAAA, MX, PTR, TXT and CNAME records of class IN
 * are kept, of any number of domains; other records are passed over. Names are relative to the root
 * unless {@code $ORIGIN} says otherwise. All answers carry the smallest TTL of the file.
 */
public final class ZoneFile {

  private static final int MAX_OCTETS = 64 << 20;
  private static final int MAX_RECORDS = 1_000_000; // one $GENERATE may stand for billions
  private static final int MAX_TEXT = 300;
  private static final long DEFAULT_TTL = 300;

  /** Where dnsjava counts lines itself: {@code <none>:3: }, or one too many at a line's end. */
  private static final String PLACE = "<none>:";

  private final int maxRecords;
  private final Zone.Builder zone = Zone.builder();
  private final List<String> warnings = new ArrayList<>();
  private long ttl = Long.MAX_VALUE;
  private int records;

  private ZoneFile(int maxRecords) {
    this.maxRecords = maxRecords;
  }

  /** What a file holds. */
  public sealed interface Result {}

  /**
   * The whole file is well formed.
   *
   * @param zone its records
   * @param warnings what the zone does not do as a name server would, each on a line of printable
   *     ASCII; mostly empty
   */
  public record Valid(Zone zone, List<String> warnings) implements Result {
    /** Copies the list. */
    public Valid {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * A line cannot be read.
   *
   * @param line its number, from 1
   * @param problem what is wrong with it, on a line of printable ASCII
   */
  public record Invalid(int line, String problem) implements Result {}

  /** What is wrong with an entry beyond its grammar. */
  private static final class EntryException extends Exception {
    private static final long serialVersionUID = 1;

    EntryException(String problem) {
      super(problem);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be opened or read, or is larger than 64 MiB
   */
  public static Result read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX_OCTETS + 1);
      if (octets.length > MAX_OCTETS) {
        throw new IOException("larger than " + MAX_OCTETS + " octets");
      }
      return parse(octets);
    }
  }

  /** Reads the octets of a file. */
  public static Result parse(byte[] octets) {
    return parse(octets, MAX_RECORDS);
  }

  static Result parse(byte[] octets, int maxRecords) {
    Octets in = new Octets(octets);
    try {
      return new ZoneFile(maxRecords).parse(in);
    } catch (EntryException | IOException e) {
      return new Invalid(in.line(), problem(e.getMessage()));
    } catch (RuntimeException e) {
      // dnsjava's way to refuse some malformed names, numbers and quotes.
      boolean forPeople = e instanceof IllegalArgumentException;
      return new Invalid(in.line(), problem(forPeople ? e.getMessage() : null));
    }
  }

  private static String problem(@Nullable String message) {
    String text = message == null ? "" : withoutPlace(message);
    if (text.startsWith("$INCLUDE")) {
      return "$INCLUDE is not supported, put the records into this file";
    }
    return text.isEmpty() ? "not an entry of a master file" : SafeText.printable(text, MAX_TEXT);
  }

  /** dnsjava puts its own place in front, {@code <none>:1: }, which is not that in the file. */
  private static String withoutPlace(String message) {
    int end = message.startsWith(PLACE) ? message.indexOf(": ", PLACE.length()) : -1;
    return end < 0 ? message : message.substring(end + 2);
  }

  private Result parse(Octets in) throws IOException, EntryException {
    // A buffer of one octet: what was read then tells where dnsjava is.
    try (Master master = new Master(new BufferedInputStream(in, 1), Name.root, DEFAULT_TTL)) {
      master.disableIncludes(true);
      for (Record r = master.nextRecord(); r != null; r = master.nextRecord()) {
        if (++records > maxRecords) {
          throw new EntryException("more than " + maxRecords + " records");
        }
        if (r.getDClass() == DClass.IN) {
          add(r);
        }
      }
    }
    in.checkParentheses();
    return new Valid(zone.ttl(ttl == Long.MAX_VALUE ? DEFAULT_TTL : ttl).build(), warnings);
  }

  private void add(Record entry) throws EntryException {
    if (entry instanceof CNAMERecord alias) {
      zone.cname(text(entry.getName()), text(alias.getTarget()));
    } else {
      Optional<RecordType> type = type(entry);
      if (type.isEmpty()) {
        return;
      }
      add(entry, type.get());
    }
    ttl = Math.min(ttl, entry.getTTL());
    if (entry.getName().isWild()) {
      warnings.add("wildcards are not expanded: " + DnsJavaNames.fromDnsJava(entry.getName()));
    }
  }

  private static Optional<RecordType> type(Record entry) {
    return Stream.of(RecordType.values())
        .filter(type -> DnsJavaNames.type(type) == entry.getType())
        .findFirst();
  }

  /** Read as if it had come in an answer, so that files and servers lead to the same data. */
  private void add(Record entry, RecordType type) throws EntryException {
    Message answer = new Message();
    answer.addRecord(entry, Section.ANSWER);
    DnsName name = DnsJavaNames.fromDnsJava(entry.getName());
    if (new CnameChain(name, 0).read(answer, type) instanceof DnsAnswer.Records found) {
      zone.add(text(entry.getName()), type, found.records().get(0));
    }
    if (entry instanceof TXTRecord txt && txt.getStringsAsByteArrays().isEmpty()) {
      throw new EntryException("expected a string");
    }
  }

  /** As {@link Zone.Builder} takes it: no escapes, octets beyond ASCII as UTF-8. */
  private static String text(Name name) throws EntryException {
    DnsName dnsName = DnsJavaNames.fromDnsJava(name);
    if (dnsName.labelCount() == 0) {
      return ".";
    }
    String text =
        new String(dnsName.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    if (DnsName.parse(text).filter(dnsName::equals).isEmpty()) {
      throw new EntryException("a name with a dot in a label, or not in UTF-8: " + dnsName);
    }
    return text;
  }

  /**
   * The octets of a file, those beyond ASCII as escapes (RFC 1035 §5.1: {@code \DDD}): dnsjava
   * would take them for characters and encode them once more. Keeps an eye on lines and
   * parentheses: dnsjava lets one that is never closed swallow the rest of the file.
   */
  private static final class Octets extends InputStream {

    /** What an octet stands in. */
    private enum Place {
      PLAIN,
      QUOTES,
      COMMENT
    }

    private final byte[] octets;
    private int at;
    private String escape = "";
    private int newlines;
    private int line = 1;
    private Place place = Place.PLAIN;
    private boolean escaped;
    private int depth;
    private int openedAt;

    Octets(byte[] octets) {
      this.octets = octets.clone();
    }

    /** The line of the last octet read that is not blank. */
    int line() {
      return line;
    }

    void checkParentheses() throws EntryException {
      if (depth > 0) {
        line = openedAt;
        throw new EntryException("this parenthesis is never closed");
      }
    }

    @Override
    public int read() {
      if (!escape.isEmpty()) {
        char c = escape.charAt(0);
        escape = escape.substring(1);
        return c;
      }
      int octet = at < octets.length ? octets[at++] & 0xFF : -1;
      watch(octet);
      if (octet >= 0x80) {
        escape = Integer.toString(octet);
        return '\\';
      }
      return octet;
    }

    private void watch(int octet) {
      if (octet == '\n') {
        newlines++;
        place = Place.PLAIN;
      } else if (octet > ' ') {
        line = newlines + 1;
      }
      if (escaped) {
        escaped = false;
        return;
      }
      switch (octet) {
        case '\\' -> escaped = place != Place.COMMENT;
        case '"' -> place = place == Place.COMMENT ? place : otherSideOfQuote();
        case ';' -> place = place == Place.PLAIN ? Place.COMMENT : place;
        case '(' -> parenthesis(1);
        case ')' -> parenthesis(-1);
        default -> {}
      }
    }

    private Place otherSideOfQuote() {
      return place == Place.QUOTES ? Place.PLAIN : Place.QUOTES;
    }

    private void parenthesis(int step) {
      if (place == Place.PLAIN) {
        depth += step;
        openedAt = depth == 1 && step == 1 ? line : openedAt;
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int octet = length == 0 ? 0 : read();
      if (octet < 0 || length == 0) {
        return octet;
      }
      buffer[offset] = (byte) octet;
      return 1;
    }
  }
}
