package org.spfsuite.scoring.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.net.IpPrefix;

/**
 * Networks and what is excepted from them. The tightest network that an address lies in decides; of
 * two alike the first.
 *
 * @param entries in the order in which they were given
 */
public record Networks(List<Entry> entries) {

  /** No network. */
  public static final Networks NONE = new Networks(List.of());

  /**
   * One network.
   *
   * @param network the addresses
   * @param excepted whether they do not belong
   */
  public record Entry(IpPrefix network, boolean excepted) {

    /**
     * Reads {@code 192.0.2.1}, {@code 192.0.2.0/24}, {@code 192.0.2.} (three octets are a network
     * of 24 bits), {@code 10/8}, {@code 2001:db8::/32}, {@code [2001:db8::1]}; an exclamation mark
     * before it excepts the network.
     *
     * @return no value if it is none of these
     */
    public static Optional<Entry> parse(String text) {
      boolean excepted = text.startsWith("!");
      String network = excepted ? text.substring(1).strip() : text;
      return network(unbracketed(network)).map(prefix -> new Entry(prefix, excepted));
    }

    private static String unbracketed(String text) {
      int end = text.indexOf(']');
      return text.startsWith("[") && end > 0
          ? text.substring(1, end) + text.substring(end + 1)
          : text;
    }

    private static Optional<IpPrefix> network(String text) {
      int slash = text.indexOf('/');
      String address = slash < 0 ? text : text.substring(0, slash);
      String length = slash < 0 ? "" : text.substring(slash);
      if (address.indexOf(':') >= 0) {
        return IpPrefix.parse(address + length);
      }
      String octets = address.endsWith(".") ? address.substring(0, address.length() - 1) : address;
      int count = (int) octets.chars().filter(c -> c == '.').count() + 1;
      boolean isWhole = count == 4;
      if (count > 4 || (isWhole && address.endsWith(".")) || (!isWhole && !shortened(text))) {
        return Optional.empty();
      }
      String bits = length.isEmpty() && !isWhole ? "/" + 8 * count : length;
      return IpPrefix.parse(octets + ".0".repeat(4 - count) + bits);
    }

    /** Fewer than four octets need a dot behind them or a length. */
    private static boolean shortened(String text) {
      return text.endsWith(".") || text.indexOf('/') > 0;
    }

    /** As {@code .cf} files have it. */
    @Override
    public String toString() {
      return (excepted ? "!" : "") + network;
    }
  }

  /** Copies the list. */
  public Networks {
    entries = List.copyOf(entries);
  }

  /** Whether the address belongs. */
  public boolean contains(IpAddress address) {
    int longest = -1;
    boolean contained = false;
    for (Entry entry : entries) {
      if (entry.network().length() > longest && entry.network().contains(address)) {
        longest = entry.network().length();
        contained = !entry.excepted();
      }
    }
    return contained;
  }

  /** Whether a network lies in one of these, and in none that is excepted. */
  public boolean covers(IpPrefix network) {
    return entries.stream()
        .filter(entry -> contains(entry.network(), network))
        .reduce((a, b) -> b.network().length() > a.network().length() ? b : a)
        .filter(tightest -> !tightest.excepted())
        .isPresent();
  }

  private static boolean contains(IpPrefix wide, IpPrefix narrow) {
    return wide.address().family() == narrow.address().family()
        && wide.length() <= narrow.length()
        && wide.contains(narrow.address());
  }

  /** These and others behind them. */
  public Networks and(Networks others) {
    List<Entry> both = new ArrayList<>(entries);
    both.addAll(others.entries);
    return new Networks(both);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
