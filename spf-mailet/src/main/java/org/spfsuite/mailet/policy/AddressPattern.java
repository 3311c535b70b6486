package org.spfsuite.mailet.policy;

import java.util.Optional;
import org.spfsuite.core.text.Glob;

/**
 * Mail addresses, such as {@code ann@bank.example}, {@code *@*.bank.example}, {@code postmaster@*};
 * or, without an at sign, all addresses of a domain: {@code bank.example}.
 *
 * @param localPart what stands before the last at sign
 * @param domain what stands behind it
 * @param text as written
 */
public record AddressPattern(Glob localPart, Glob domain, String text) {

  /** Reads a pattern; empty if it has another form. */
  public static Optional<AddressPattern> parse(String text) {
    int at = text.lastIndexOf('@');
    String local = at < 0 ? "*" : text.substring(0, at);
    String domain = text.substring(at + 1);
    boolean valid =
        !local.isEmpty()
            && !domain.isEmpty()
            && text.chars().allMatch(c -> c > 0x20 && c != ',' && c != 0x7F);
    return valid
        ? Optional.of(new AddressPattern(new Glob(local), new Glob(domain), text))
        : Optional.empty();
  }

  /** Whether an address fits; the null sender fits none. */
  public boolean matches(String address) {
    int at = address.lastIndexOf('@');
    return at >= 0
        && localPart.matches(address.substring(0, at))
        && domain.matches(address.substring(at + 1));
  }
}
