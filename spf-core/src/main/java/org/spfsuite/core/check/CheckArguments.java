package org.spfsuite.core.check;

import org.spfsuite.core.net.IpAddress;
import org.spfsuite.core.verdict.Identity;

/**
 * The arguments of {@code check_host()} (RFC 7208 §4.1) and what macros need beside them. Texts
 * come as the client gave them; {@link CheckHost} makes sense of them.
 *
 * @param identity which claim is checked
 * @param client address of the SMTP client
 * @param domain whose policy is asked
 * @param localPart of the sender; empty stands for {@code postmaster} (§4.3)
 * @param helo the name in HELO or EHLO; empty if there was none
 */
public record CheckArguments(
    Identity identity, IpAddress client, String domain, String localPart, String helo) {

  /** The same claim of another client. */
  public CheckArguments withClient(IpAddress other) {
    return new CheckArguments(identity, other, domain, localPart, helo);
  }
}
