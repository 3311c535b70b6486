package org.spfsuite.core.net;

import java.util.Optional;

/** Text forms of addresses, read and written in one pass. */
final class IpLiterals {

  private static final int GROUPS = 8;

  private IpLiterals() {}

  static Optional<IpAddress> ipv4(String text) {
    long bits = ipv4Bits(text, 0);
    return bits < 0 ? Optional.empty() : Optional.of(IpAddress.ipv4((int) bits));
  }

  /** The 32 bits of the dotted quad from {@code start} to the end, or -1. */
  private static long ipv4Bits(String text, int start) {
    long bits = 0;
    int position = start;
    for (int octet = 0; octet < 4; octet++) {
      int end = octet == 3 ? text.length() : text.indexOf('.', position);
      int value = end < 0 ? -1 : octet(text, position, end);
      if (value < 0) {
        return -1;
      }
      bits = bits << 8 | value;
      position = end + 1;
    }
    return bits;
  }

  /** RFC 7208 §5.6 qnum: 0-255 without leading zeros; -1 if it is anything else. */
  private static int octet(String text, int start, int end) {
    int length = end - start;
    if (length < 1 || length > 3 || (length > 1 && text.charAt(start) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value > 255 ? -1 : value;
  }

  static Optional<IpAddress> ipv6(String text) {
    int gap = text.indexOf("::");
    int[] groups = new int[GROUPS];
    if (gap < 0) {
      return groups(text, groups, 0) == GROUPS ? Optional.of(join(groups)) : Optional.empty();
    }
    int[] tail = new int[GROUPS];
    int headCount = groups(text.substring(0, gap), groups, 0);
    int tailCount = groups(text.substring(gap + 2), tail, 0);
    boolean headIsGroups = text.lastIndexOf('.', gap) < 0;
    // RFC 5952 §4.2.2 forbids writing "::" for one group; RFC 4291 §2.2 allows reading it.
    if (headCount < 0 || tailCount < 0 || headCount + tailCount >= GROUPS || !headIsGroups) {
      return Optional.empty();
    }
    System.arraycopy(tail, 0, groups, GROUPS - tailCount, tailCount);
    return Optional.of(join(groups));
  }

  /** Fills {@code groups} from colon-separated text; the count, or -1 if it is malformed. */
  private static int groups(String text, int[] groups, int from) {
    if (text.isEmpty()) {
      return from;
    }
    int count = from;
    int position = 0;
    while (true) {
      int colon = text.indexOf(':', position);
      int end = colon < 0 ? text.length() : colon;
      if (colon < 0 && text.indexOf('.', position) >= 0) {
        return embeddedIpv4(text, position, groups, count);
      }
      int value = count < GROUPS ? hexGroup(text, position, end) : -1;
      if (value < 0) {
        return -1;
      }
      groups[count++] = value;
      if (colon < 0) {
        return count;
      }
      position = colon + 1;
    }
  }

  private static int embeddedIpv4(String text, int position, int[] groups, int count) {
    long bits = ipv4Bits(text, position);
    if (bits < 0 || count > GROUPS - 2) {
      return -1;
    }
    groups[count] = (int) (bits >>> 16);
    groups[count + 1] = (int) (bits & 0xFFFF);
    return count + 2;
  }

  private static int hexGroup(String text, int start, int end) {
    if (end - start < 1 || end - start > 4) {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static IpAddress join(int[] groups) {
    return IpAddress.ipv6(half(groups, 0), half(groups, 4));
  }

  private static long half(int[] groups, int from) {
    long bits = 0;
    for (int i = from; i < from + 4; i++) {
      bits = bits << 16 | groups[i];
    }
    return bits;
  }

  static String formatIpv4(int bits) {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 0xFF)
        + "."
        + (bits >>> 8 & 0xFF)
        + "."
        + (bits & 0xFF);
  }

  /** RFC 5952 §4: lower case, no leading zeros, the longest run of zero groups compressed. */
  static String formatIpv6(long high, long low) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i % 4)) & 0xFFFF);
    }
    int gapStart = -1;
    int gapLength = 1; // §4.2.2: a single zero group is written out
    for (int i = 0; i < GROUPS; i++) {
      int run = i;
      while (run < GROUPS && groups[run] == 0) {
        run++;
      }
      if (run - i > gapLength) {
        gapStart = i;
        gapLength = run - i;
      }
      i = Math.max(i, run);
    }
    return render(groups, gapStart, gapLength);
  }

  private static String render(int[] groups, int gapStart, int gapLength) {
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength - 1;
        continue;
      }
      if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
