package org.spfsuite.core.check;

import java.util.Optional;
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
  private boolean personal;

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
      case SENDER, LOCAL_PART, HELO, TIMESTAMP -> personal = true;
      case IP, READABLE_IP, VALIDATED_NAME -> window.close();
      case SENDER_DOMAIN, DOMAIN, IP_VERSION, RECEIVER -> {
        // The same for all clients of one family and all senders of one domain.
      }
    }
  }

  /**
   * The clients for whom every sender of the same domain gets the same verdict; empty if it depends
   * on the local part, the HELO name or the time.
   */
  Optional<AddressRange> range() {
    return personal ? Optional.empty() : Optional.of(window.range());
  }
}
