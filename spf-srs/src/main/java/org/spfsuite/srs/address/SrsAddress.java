package org.spfsuite.srs.address;

import java.time.Instant;
import java.util.Optional;

/**
 * What a local part says if it has the form of SRS. The fields are as they came: any text without
 * an equals sign, but for the last one, which may hold some.
 */
public sealed interface SrsAddress {

  /** The letters of SRS0, in any case; written in capitals. */
  String TAG0 = "SRS0";

  /** The letters of SRS1, in any case; written in capitals. */
  String TAG1 = "SRS1";

  /** In place of the author's domain if a store knows the sender by the name that follows. */
  String STORED_DOMAIN = "1";

  /**
   * {@code SRS0=hash=stamp=domain=local}: the address of an author, by the first forwarder.
   *
   * @param hash of the other fields
   * @param stamp of the day
   * @param domain of the author
   * @param local part of the author
   */
  record Srs0(String hash, String stamp, String domain, String local) implements SrsAddress {}

  /**
   * {@code SRS1=hash=host==...}: an address in the form of SRS0, by a further forwarder.
   *
   * @param hash of the other fields
   * @param host the domain of the first forwarder
   * @param opaque what stands behind the letters {@code SRS0} there: its separator comes first, so
   *     it is never empty
   */
  record Srs1(String hash, String host, String opaque) implements SrsAddress {
    /** The address by the first forwarder. */
    public EnvelopeAddress first() {
      return new EnvelopeAddress(TAG0 + opaque, host);
    }

    /**
     * How old the address by the first forwarder is, by its stamp; see {@link DayStamp#age}.
     *
     * @return empty if there is none in its place
     */
    public Optional<Integer> age(Instant now) {
      return srs0(opaque.substring(1)) instanceof Srs0 inner
          ? DayStamp.age(inner.stamp(), now, 1)
          : Optional.empty();
    }
  }

  /**
   * It has the tag, but not what must follow.
   *
   * @param problem what is missing
   */
  record Broken(String problem) implements SrsAddress {}

  /**
   * Reads a local part, without quotes.
   *
   * @return empty if it is an ordinary one: SRS0 or SRS1 and one of the three separators do not
   *     come first
   */
  static Optional<SrsAddress> parse(String local) {
    if (!isTagged(local)) {
      return Optional.empty();
    }
    String rest = local.substring(TAG0.length() + 1);
    return Optional.of(isFirst(local) ? srs0(rest) : srs1(rest));
  }

  /** Whether a local part begins with a tag and a separator, in any case. */
  static boolean isTagged(String local) {
    return isFirst(local) || hasTag(local, TAG1);
  }

  /** Whether the tag is that of a first forwarder, whatever follows it. */
  static boolean isFirst(String local) {
    return hasTag(local, TAG0);
  }

  /** What follows the tag of a first forwarder. */
  static String opaque(String local) {
    return local.substring(TAG0.length());
  }

  private static boolean hasTag(String local, String tag) {
    if (local.length() <= tag.length() || Separator.of(local.charAt(tag.length())).isEmpty()) {
      return false;
    }
    for (int i = 0; i < tag.length(); i++) {
      if (Ascii.lower(local.charAt(i)) != Ascii.lower(tag.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static SrsAddress srs0(String rest) {
    String[] fields = rest.split("=", 4);
    if (fields.length < 4) {
      return new Broken("SRS0 needs hash, time stamp, domain and local part");
    }
    if (fields[2].isEmpty() || fields[3].isEmpty()) {
      return new Broken("SRS0 without domain or local part");
    }
    return new Srs0(fields[0], fields[1], fields[2], fields[3]);
  }

  private static SrsAddress srs1(String rest) {
    String[] fields = rest.split("=", 3);
    if (fields.length < 3) {
      return new Broken("SRS1 needs hash, first forwarder and its address");
    }
    boolean separated = !fields[2].isEmpty() && Separator.of(fields[2].charAt(0)).isPresent();
    if (fields[1].isEmpty() || !separated) {
      return new Broken("SRS1 without first forwarder or its separator");
    }
    return new Srs1(fields[0], fields[1], fields[2]);
  }
}
