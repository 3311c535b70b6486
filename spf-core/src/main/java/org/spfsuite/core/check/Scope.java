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
  private Reach reach = Reach.DOMAIN;

  Scope(IpAddress client) {
    this.window = new AddressWindow(client);
  }

  /** Whether the client is in the network; others may not be, or may. */
  boolean isIn(IpPrefix network) {
    return window.isIn(network);
  }

  /** The verdict is for this client only. */
  void dependsOnClient() {
    window.close();
  }

  /** Macros are about to be expanded. {@link MacroContext} has what is behind the letters. */
  void expands(MacroString macros) {
    for (Element element : macros.elements()) {
      if (element instanceof Macro macro) {
        expands(macro);
      }
    }
  }

  private void expands(Macro macro) {
    switch (macro.letter()) {
      case SENDER, LOCAL_PART, HELO -> narrow(Reach.CLAIM);
      case TIMESTAMP -> narrow(Reach.CHECK);
      case IP, READABLE_IP, VALIDATED_NAME -> window.close();
      case SENDER_DOMAIN, DOMAIN, IP_VERSION, RECEIVER -> {
        // The same for all clients of one family and all senders of one domain.
      }
    }
  }

  private void narrow(Reach other) {
    reach = other.compareTo(reach) > 0 ? other : reach;
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
