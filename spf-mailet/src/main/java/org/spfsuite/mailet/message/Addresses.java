package org.spfsuite.mailet.message;

import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;

/** Mail addresses as James reads them. */
public final class Addresses {

  private Addresses() {}

  /** Reads an address; empty if James would not take it. */
  public static Optional<MailAddress> parse(String text) {
    try {
      return Optional.of(new MailAddress(text));
    } catch (AddressException e) {
      return Optional.empty();
    }
  }
}
