package org.spfsuite.core.check;

import org.spfsuite.core.macro.MacroContext;
import org.spfsuite.core.net.AddressRange;
import org.spfsuite.core.net.AddressWindow;
import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.net.IpPrefix;
import org.spfsuite.core.record.MacroString;
import org.spfsuite.core.record.MacroString.Element;
import org.spfsuite.core.record.MacroString.Macro;

/**
 * For whom else a verdict holds. An evaluation sees the client's address and the sender only here:
 * whoever could not be told apart by what it looked at gets the same verdict.
 */
final class Scope {

  private final AddressWindow window;
  private final Extent extent;
  private Reach reach = Reach.DOMAIN;
  private boolean personal;
  private int compared;

  Scope(IpAddress client, Extent extent) {
    this.window = new AddressWindow(client);
    this.extent = extent;
  }

  /** Whether the client is in the network; others may not be, or may. */
  boolean isIn(IpPrefix network) {
    compared++;
    return window.isIn(network);
  }

  /**
   * A term is about to ask about the client itself, so the verdict will be for this client only.
   *
   * @return whether it may; if not, it matches nobody
   */
  boolean asksAboutClient() {
    personal = true;
    if (extent == Extent.NETWORKS) {
      return false;
    }
    window.close();
    return true;
  }

  /**
   * Macros are about to be expanded. {@link MacroContext} has what is behind the letters.
   *
   * @return whether they may be
   */
  boolean expands(MacroString macros) {
    boolean allowed = true;
    for (Element element : macros.elements()) {
      allowed &= !(element instanceof Macro macro) || expands(macro);
    }
    return allowed;
  }

  private boolean expands(Macro macro) {
    return switch (macro.letter()) {
      case SENDER, LOCAL_PART, HELO -> narrow(Reach.CLAIM);
      case TIMESTAMP -> narrow(Reach.CHECK);
      case IP, READABLE_IP, VALIDATED_NAME -> asksAboutClient();
      // The same for all clients of one family and all senders of one domain.
      case SENDER_DOMAIN, DOMAIN, IP_VERSION, RECEIVER -> true;
    };
  }

  private boolean narrow(Reach other) {
    reach = reach.and(other);
    return true;
  }

  /** Whether a term asked, or would have asked, about the client itself. */
  boolean personal() {
    return personal;
  }

  /** Networks that the client was compared with. */
  int compared() {
    return compared;
  }

  /** Which claims the verdict holds for. */
  Reach reach() {
    return reach;
  }

  /** The clients, among whom the verdict is the same for all claims in reach. */
  AddressRange range() {
    return window.range();
  }
}
