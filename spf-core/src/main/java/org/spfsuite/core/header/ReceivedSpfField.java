package org.spfsuite.core.header;

import java.util.List;
import java.util.Optional;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.SpfResult;

/**
 * What a {@code Received-SPF} field says (RFC 7208 §9.1). Texts are as somebody wrote them,
 * unquoted and unfolded: not safe to print.
 *
 * @param result one of the seven
 * @param comment the first comment behind the result
 * @param pairs all keys and their values, in order; may be empty
 */
public record ReceivedSpfField(SpfResult result, Optional<String> comment, List<Pair> pairs) {

  /**
   * One key-value-pair.
   *
   * @param key as written
   * @param value without quotation marks; may be empty
   */
  public record Pair(String key, String value) {}

  /** Copies the list. */
  public ReceivedSpfField {
    pairs = List.copyOf(pairs);
  }

  /**
   * The first value of a key. Later ones do not count: a careless writer puts what the client said
   * last, and the client may say {@code x client-ip=192.0.2.1}.
   *
   * @param key in any case
   */
  public Optional<String> get(String key) {
    return pairs.stream().filter(p -> p.key().equalsIgnoreCase(key)).map(Pair::value).findFirst();
  }

  /** {@code client-ip}; empty if it is missing or no address. */
  public Optional<IpAddress> clientIp() {
    return get("client-ip").map(ip -> unwrap(ip, "[", "]")).flatMap(IpAddress::parse);
  }

  /** {@code envelope-from} without angle brackets; an empty text is the null reverse-path. */
  public Optional<String> envelopeFrom() {
    return get("envelope-from").map(address -> unwrap(address, "<", ">"));
  }

  /** {@code helo}. */
  public Optional<String> helo() {
    return get("helo");
  }

  /** {@code identity}: {@code mailfrom}, {@code helo}, or what else others write, in any case. */
  public Optional<String> identity() {
    return get("identity");
  }

  /** {@code mechanism}. */
  public Optional<String> mechanism() {
    return get("mechanism");
  }

  /** {@code problem}. */
  public Optional<String> problem() {
    return get("problem");
  }

  /** {@code receiver}. */
  public Optional<String> receiver() {
    return get("receiver");
  }

  private static String unwrap(String text, String open, String close) {
    boolean wrapped = text.length() > 1 && text.startsWith(open) && text.endsWith(close);
    return wrapped ? text.substring(1, text.length() - 1) : text;
  }
}
