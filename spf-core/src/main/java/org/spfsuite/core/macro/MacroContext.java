package org.spfsuite.core.macro;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.record.MacroLetter;

/**
 * The values behind the macro letters (RFC 7208 §7.2) at one point of a check. Texts hold one
 * character per octet.
 *
 * @param localPart of the sender, not empty
 * @param senderDomain of the sender
 * @param domain whose record is evaluated
 * @param client the client address
 * @param helo the HELO domain as the client gave it
 * @param receiver name of the receiving host; {@code unknown} if it has none to tell
 * @param clock the time for {@code %{t}}, asked only if that macro occurs
 * @param validatedName asks DNS for {@code %{p}}; called only if that macro occurs
 */
public record MacroContext(
    String localPart,
    String senderDomain,
    String domain,
    IpAddress client,
    String helo,
    String receiver,
    InstantSource clock,
    Supplier<String> validatedName) {

  /** Upper case, as the public suite spells it; DNS does not care. */
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** The octets of a text in UTF-8, one character each. */
  public static String octets(String text) {
    return isAscii(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /**
   * Whether the local part is beyond ASCII. RFC 8616 §4: terms with {@code %{s}} or {@code %{l}}
   * then match nothing.
   */
  public boolean localPartIsInternational() {
    return !isAscii(localPart);
  }

  /** Whether a text holds nothing beyond ASCII. */
  public static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }

  String value(MacroLetter letter) {
    return switch (letter) {
      case SENDER -> localPart + "@" + senderDomain;
      case LOCAL_PART -> localPart;
      case SENDER_DOMAIN -> senderDomain;
      case DOMAIN -> domain;
      case IP -> dotted();
      case VALIDATED_NAME -> validatedName.get();
      case IP_VERSION -> client.isIpv4() ? "in-addr" : "ip6";
      case HELO -> helo;
      case READABLE_IP -> client.toString();
      case RECEIVER -> receiver;
      case TIMESTAMP -> Long.toString(clock.instant().getEpochSecond());
    };
  }

  /** §7.3: dotted quad, or the 32 nibbles of an IPv6 address. */
  private String dotted() {
    return client.isIpv4()
        ? client.toString()
        : String.join(".", HEX.formatHex(client.octets()).split(""));
  }
}
