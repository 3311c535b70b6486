package org.spfsuite.core.dns;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spfsuite.core.net.IpAddress;

/**
 * A fully qualified domain name as DNS carries it: labels of arbitrary octets. Macro expansion may
 * yield any octet, so names are never squeezed through a host-name syntax. Equality ignores the
 * case of ASCII letters (RFC 4343); the spelling is kept.
 */
public final class DnsName {

  /** RFC 1035 §2.3.4: octets of a label. */
  public static final int MAX_LABEL = 63;

  /** RFC 1035 §2.3.4: octets of a name on the wire without the root label. */
  private static final int MAX_WIRE = 254;

  /**
   * Hash codes depend on a secret of this process: senders choose names, and must not be able to
   * choose them so that all fall into one bucket of a hash table.
   */
  private static final long HASH_SECRET = new SecureRandom().nextLong() | 1;

  private static final HexFormat HEX = HexFormat.of();

  /** Length-prefixed labels, without the root label. */
  private final byte[] wire;

  private final int labels;
  private final int hash;

  /** Made when first asked for; a race only means that it is made twice. */
  private @Nullable String presentation;

  private DnsName(byte[] wire, int labels) {
    this.wire = wire;
    this.labels = labels;
    long h = 1;
    for (byte b : wire) {
      h = (h + lower(b)) * HASH_SECRET;
    }
    this.hash = (int) (h >>> Integer.SIZE);
  }

  /**
   * Splits text at its dots. One trailing dot is allowed. Characters beyond ASCII become their
   * UTF-8 octets.
   *
   * @return empty if a label is empty or longer than 63 octets, or the name longer than 253
   */
  public static Optional<DnsName> parse(String text) {
    return split(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The same for a text that holds one character (U+0000-U+00FF) per octet, as macro expansion
   * yields it.
   */
  public static Optional<DnsName> parseOctets(String text) {
    return split(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Optional<DnsName> split(byte[] octets) {
    boolean trailingDot = octets.length > 0 && octets[octets.length - 1] == '.';
    int length = octets.length - (trailingDot ? 1 : 0);
    if (length + 1 > MAX_WIRE) {
      return Optional.empty();
    }
    byte[] wire = new byte[length + 1];
    System.arraycopy(octets, 0, wire, 1, length);
    int labels = 0;
    int start = 0; // where the length of the label goes: the place of the dot before it
    for (int i = 1; i <= length + 1; i++) {
      if (i > length || wire[i] == '.') {
        int size = i - start - 1;
        if (size == 0 || size > MAX_LABEL) {
          return Optional.empty();
        }
        wire[start] = (byte) size;
        start = i;
        labels++;
      }
    }
    return Optional.of(new DnsName(wire, labels));
  }

  /**
   * The name with these labels, leftmost first, without the root label.
   *
   * @return empty if a label is empty or longer than 63 octets, or the name longer than 253; no
   *     labels at all is the root
   */
  public static Optional<DnsName> ofLabels(List<byte[]> labels) {
    int size = 0;
    for (byte[] label : labels) {
      if (label.length == 0 || label.length > MAX_LABEL) {
        return Optional.empty();
      }
      size += label.length + 1;
    }
    return size > MAX_WIRE ? Optional.empty() : Optional.of(join(labels, size));
  }

  private static DnsName join(List<byte[]> labels, int size) {
    byte[] wire = new byte[size];
    int at = 0;
    for (byte[] label : labels) {
      wire[at++] = (byte) label.length;
      System.arraycopy(label, 0, wire, at, label.length);
      at += label.length;
    }
    return new DnsName(wire, labels.size());
  }

  /** The name under {@code in-addr.arpa} or {@code ip6.arpa} that holds the PTR records. */
  public static DnsName reverse(IpAddress address) {
    byte[] octets = address.octets();
    StringBuilder text = new StringBuilder(74);
    for (int i = octets.length - 1; i >= 0; i--) {
      if (address.isIpv4()) {
        text.append(octets[i] & 0xFF).append('.');
      } else {
        text.append(HEX.toLowHexDigit(octets[i])).append('.');
        text.append(HEX.toHighHexDigit(octets[i])).append('.');
      }
    }
    text.append(address.isIpv4() ? "in-addr.arpa" : "ip6.arpa");
    return parse(text.toString())
        .orElseThrow(() -> new AssertionError("a reverse name is always well formed"));
  }

  /** Number of labels, the root label not counted. */
  public int labelCount() {
    return labels;
  }

  /** Octets of the name on the wire, the root label included: 1-255. */
  public int wireLength() {
    return wire.length + 1;
  }

  /** The labels, leftmost first, as new arrays. */
  public List<byte[]> labels() {
    List<byte[]> result = new ArrayList<>(labels);
    for (int at = 0; at < wire.length; at += wire[at] + 1) {
      result.add(Arrays.copyOfRange(wire, at + 1, at + 1 + wire[at]));
    }
    return result;
  }

  /** Whether this name equals the other or lies below it. */
  public boolean isAtOrBelow(DnsName other) {
    int skip = labels - other.labels;
    if (skip < 0) {
      return false;
    }
    int at = 0;
    for (int i = 0; i < skip; i++) {
      at += wire[at] + 1;
    }
    return sameOctets(at, other);
  }

  private boolean sameOctets(int from, DnsName other) {
    if (wire.length - from != other.wire.length) {
      return false;
    }
    for (int i = 0; i < other.wire.length; i++) {
      if (lower(wire[from + i]) != lower(other.wire[i])) {
        return false;
      }
    }
    return true;
  }

  // A length octet is at most 63 and so never looks like a letter.
  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }

  /**
   * The labels joined by dots, one character per octet, nothing escaped: for macro expansion, not
   * for people.
   */
  public String text() {
    String presented = toString();
    // Every escape makes it longer; the root is presented as a dot.
    return presented.length() == wire.length - 1 ? presented : unescaped();
  }

  private String unescaped() {
    if (wire.length == 0) {
      return "";
    }
    byte[] text = Arrays.copyOfRange(wire, 1, wire.length);
    for (int at = wire[0]; at < text.length; at += wire[at + 1] + 1) {
      text[at] = '.';
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DnsName name && hash == name.hash && sameOctets(0, name);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /**
   * Presentation format without the trailing dot; dots in labels, backslashes, blanks and octets
   * outside printable ASCII are escaped (RFC 1035 §5.1), so this is safe to print.
   */
  @Override
  public String toString() {
    String known = presentation;
    if (known == null) {
      known = present();
      presentation = known;
    }
    return known;
  }

  private String present() {
    if (labels == 0) {
      return ".";
    }
    return isPlain() ? unescaped() : escaped();
  }

  /** Whether there is nothing to escape. */
  private boolean isPlain() {
    for (int at = 0; at < wire.length; at += wire[at] + 1) {
      for (int i = at + 1; i <= at + wire[at]; i++) {
        if (mustBeEscaped(wire[i] & 0xFF)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean mustBeEscaped(int octet) {
    return octet == '.' || octet == '\\' || octet <= 0x20 || octet >= 0x7F;
  }

  private String escaped() {
    StringBuilder text = new StringBuilder(wire.length);
    for (byte[] label : labels()) {
      text.append(text.length() == 0 ? "" : ".");
      for (byte octet : label) {
        appendEscaped(text, octet & 0xFF);
      }
    }
    return text.toString();
  }

  private static void appendEscaped(StringBuilder text, int octet) {
    if (octet == '.' || octet == '\\') {
      text.append('\\').append((char) octet);
    } else if (!mustBeEscaped(octet)) {
      text.append((char) octet);
    } else {
      text.append('\\').append((char) ('0' + octet / 100));
      text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
    }
  }
}
