package org.spfsuite.srs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.spfsuite.srs.address.Ascii;
import org.spfsuite.srs.address.EnvelopeAddress;
import org.spfsuite.srs.address.SrsAddress;
import org.spfsuite.srs.address.SrsAddress.Srs1;
import org.spfsuite.srs.address.SrsDomain;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.SrsKey;
import org.spfsuite.srs.outcome.Form;
import org.spfsuite.srs.outcome.ForwardOutcome;
import org.spfsuite.srs.outcome.ForwardOutcome.Failed;
import org.spfsuite.srs.outcome.ForwardOutcome.LeftAlone;
import org.spfsuite.srs.outcome.ForwardOutcome.Problem;
import org.spfsuite.srs.outcome.ForwardOutcome.Reason;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;
import org.spfsuite.srs.store.SenderStore;
import org.spfsuite.srs.store.StoreException;

/**
 * Gives senders an address of ours. Whether a message is forwarded at all, and whether its sender
 * deserves it, is for others to decide. Immutable, and safe for use by several threads.
 */
public final class SrsForwarder {

  private final Supplier<KeyRing> keys;
  private final SrsOptions options;
  private final Optional<SenderStore> store;
  private final InstantSource clock;

  /**
   * A forwarder.
   *
   * @param keys asked for each address
   * @param store for what is too long; no value: it cannot be rewritten
   */
  public SrsForwarder(
      Supplier<KeyRing> keys,
      SrsOptions options,
      Optional<SenderStore> store,
      InstantSource clock) {
    this.keys = keys;
    this.options = options;
    this.store = store;
    this.clock = clock;
  }

  /**
   * The sender of a message that is forwarded.
   *
   * @param sender without angle brackets; empty: none
   * @param srsDomain where bounces come back to us, in any spelling
   * @throws IllegalArgumentException if that is not the name of a domain
   */
  public ForwardOutcome forward(String sender, String srsDomain) {
    return forwardBy(sender, SrsDomain.of(srsDomain));
  }

  private ForwardOutcome forwardBy(String sender, String srsDomain) {
    if (sender.isEmpty()) {
      return new LeftAlone(Reason.NULL_SENDER);
    }
    Optional<EnvelopeAddress> address =
        EnvelopeAddress.parse(sender).filter(a -> !a.isAt(SrsAddress.STORED_DOMAIN));
    if (address.isEmpty()) {
      return new LeftAlone(Reason.NO_ADDRESS);
    }
    if (address.get().isAt(srsDomain) && !options.always()) {
      return new LeftAlone(Reason.SRS_DOMAIN);
    }
    Instant now = clock.instant();
    return keys.get()
        .signing(now)
        .<ForwardOutcome>map(key -> sign(address.get(), srsDomain, key, now))
        .orElseGet(() -> new Failed(Problem.NO_KEY, "no key of the ring counts now"));
  }

  private ForwardOutcome sign(EnvelopeAddress sender, String srsDomain, SrsKey key, Instant now) {
    Signer signer = new Signer(options, key, srsDomain, now);
    Optional<Srs1> chain = chain(sender).filter(c -> !options.bounded() || isGood(c, now));
    Form form = chain.isPresent() ? Form.SRS1 : Form.SRS0;
    EnvelopeAddress made = chain.map(signer::srs1).orElseGet(() -> signer.srs0(sender));
    return !options.bounded() || made.fits()
        ? new Rewritten(made.toString(), form, key.id())
        : shortened(sender, signer);
  }

  /**
   * What an address by another forwarder is carried on as. However many there were, only the first
   * one is named; if it is no host, nobody could be told anything.
   */
  private static Optional<Srs1> chain(EnvelopeAddress sender) {
    Optional<SrsAddress> parsed = SrsAddress.parse(sender.local());
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    if (parsed.get() instanceof Srs1 srs1) {
      return Optional.of(srs1)
          .filter(chain -> EnvelopeAddress.parse(chain.first().toString()).isPresent());
    }
    return SrsAddress.isFirst(sender.local())
        ? Optional.of(new Srs1("", sender.domain(), SrsAddress.opaque(sender.local())))
        : Optional.empty();
  }

  /** What has no end of its own is given one by signing it like any other sender. */
  private boolean isGood(Srs1 chain, Instant now) {
    return chain.age(now).filter(days -> days <= options.maxAge()).isPresent();
  }

  private ForwardOutcome shortened(EnvelopeAddress sender, Signer signer) {
    if (store.isEmpty()) {
      return new Failed(Problem.TOO_LONG, "the address would not fit, and there is no store");
    }
    String name = name(sender, signer.key());
    EnvelopeAddress made = signer.srs0(new EnvelopeAddress(name, SrsAddress.STORED_DOMAIN));
    if (!made.fits()) {
      return new Failed(Problem.TOO_LONG, "the SRS domain is too long for any address");
    }
    try {
      keep(store.get(), name, sender, signer.now());
    } catch (StoreException e) {
      return new Failed(e.isTemporary() ? Problem.STORE_DOWN : Problem.TOO_LONG, e.text());
    }
    return new Rewritten(made.toString(), Form.STORED, signer.key().id());
  }

  /**
   * The same in any case of the domain. The case of a local part counts (RFC 5321 §2.4): mailing
   * systems write numbers in base64 there, and a bounce must not go to the number beside.
   */
  private static String name(EnvelopeAddress sender, SrsKey key) {
    return key.name(new EnvelopeAddress(sender.local(), Ascii.lower(sender.domain())).toString());
  }

  private void keep(SenderStore where, String name, EnvelopeAddress sender, Instant now)
      throws StoreException {
    Instant end =
        now.plus(Duration.ofDays(options.maxAge() + 1L)); // stamps are good for whole days
    where.keep(name, sender.toString(), Ascii.lower(sender.domain()), end);
  }
}
