package org.spfsuite.srs;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.KeyType;
import org.spfsuite.srs.key.SrsKey;
import org.spfsuite.srs.outcome.Form;
import org.spfsuite.srs.outcome.ForwardOutcome;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.store.SenderStore;

/** A host that forwards mail, and gets bounces, at any time. */
record Forwarder(String domain, KeyRing ring, SrsOptions options, Optional<SenderStore> store) {

  static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

  static Forwarder at(String domain) {
    return new Forwarder(
        domain,
        KeyRing.of(SrsKey.of("key", KeyType.HMAC_SHA256, "the secret of " + domain)),
        SrsOptions.DEFAULTS,
        Optional.empty());
  }

  Forwarder with(SrsOptions value) {
    return new Forwarder(domain, ring, value, store);
  }

  Forwarder with(SrsKey... keys) {
    return new Forwarder(domain, KeyRing.of(keys), options, store);
  }

  Forwarder with(SenderStore value) {
    return new Forwarder(domain, ring, options, Optional.of(value));
  }

  ForwardOutcome forward(String sender, Instant now) {
    return new SrsForwarder(() -> ring, options, store, () -> now).forward(sender, domain);
  }

  /** The address of a sender that can be rewritten. */
  String address(String sender) {
    return address(sender, NOW);
  }

  String address(String sender, Instant now) {
    ForwardOutcome outcome = forward(sender, now);
    if (outcome instanceof Rewritten rewritten) {
      return rewritten.address();
    }
    throw new AssertionError(sender + " at " + domain + ": " + outcome);
  }

  ReverseOutcome reverse(String recipient, Instant now, String... otherDomains) {
    return plain(reverser(now, otherDomains).reverse(recipient));
  }

  SrsReverser reverser(Instant now, String... otherDomains) {
    Set<String> domains = new HashSet<>(Arrays.asList(otherDomains));
    domains.add(domain);
    return new SrsReverser(domains, () -> ring, options, store, () -> now);
  }

  /** Without what the hash covers, which {@link UsesTest} looks at. */
  static ReverseOutcome plain(ReverseOutcome outcome) {
    return outcome instanceof Original original
        ? new Original(original.address(), original.form(), original.keyId(), original.days(), "")
        : outcome;
  }

  static Original original(String address, Form form, String keyId, int days) {
    return new Original(address, form, keyId, Optional.of(days), "");
  }

  ReverseOutcome reverse(String recipient) {
    return reverse(recipient, NOW);
  }

  /** Whose an address is; a dash if it is refused, or not ours. */
  String original(String recipient) {
    return reverse(recipient) instanceof Original original ? original.address() : "-";
  }
}
