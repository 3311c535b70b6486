package org.spfsuite.srs;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.spfsuite.srs.address.Ascii;
import org.spfsuite.srs.address.DayStamp;
import org.spfsuite.srs.address.EnvelopeAddress;
import org.spfsuite.srs.address.SrsAddress;
import org.spfsuite.srs.address.SrsAddress.Broken;
import org.spfsuite.srs.address.SrsAddress.Srs0;
import org.spfsuite.srs.address.SrsAddress.Srs1;
import org.spfsuite.srs.address.SrsDomain;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.KeyType;
import org.spfsuite.srs.key.Match;
import org.spfsuite.srs.key.Signed;
import org.spfsuite.srs.outcome.Form;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.ForeignDomain;
import org.spfsuite.srs.outcome.ReverseOutcome.NotSrs;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.outcome.ReverseOutcome.Refusal;
import org.spfsuite.srs.outcome.ReverseOutcome.Refused;
import org.spfsuite.srs.outcome.ReverseOutcome.Unavailable;
import org.spfsuite.srs.store.SenderStore;
import org.spfsuite.srs.store.StoreException;

/**
 * Finds out whom an address of ours is for. An address is believed only if it is in an SRS domain
 * of ours, a key of ours has signed it, and its time is not over. Immutable, and safe for use by
 * several threads.
 */
public final class SrsReverser {

  private final Set<String> srsDomains;
  private final Supplier<KeyRing> keys;
  private final SrsOptions options;
  private final Optional<SenderStore> store;
  private final InstantSource clock;

  /**
   * A reverser.
   *
   * @param srsDomains where addresses of ours are, in any spelling
   * @param keys asked for each address
   * @param store of senders that were too long; no value: there is none
   * @throws IllegalArgumentException if one is not the name of a domain
   */
  public SrsReverser(
      Set<String> srsDomains,
      Supplier<KeyRing> keys,
      SrsOptions options,
      Optional<SenderStore> store,
      InstantSource clock) {
    this.srsDomains =
        srsDomains.stream().map(SrsDomain::of).collect(Collectors.toUnmodifiableSet());
    this.keys = keys;
    this.options = options;
    this.store = store;
    this.clock = clock;
  }

  /**
   * What a recipient is.
   *
   * @param recipient without angle brackets
   */
  public ReverseOutcome reverse(String recipient) {
    Optional<EnvelopeAddress> address = EnvelopeAddress.parse(recipient);
    if (address.isEmpty()) {
      return new NotSrs();
    }
    ReverseOutcome outcome = reverse(address.get());
    // A chain that began here: its first forwarder is we.
    return outcome instanceof Original original && original.form() == Form.SRS1
        ? EnvelopeAddress.parse(original.address())
            .filter(this::isOurs)
            .map(this::reverse)
            .orElse(outcome)
        : outcome;
  }

  /** Whether {@link #reverse} may have to ask the store. Nothing is verified. */
  public boolean needsStore(String recipient) {
    return store.isPresent()
        && EnvelopeAddress.parse(recipient)
            .filter(this::isOurs)
            .flatMap(address -> SrsAddress.parse(address.local()))
            .filter(this::isStored)
            .isPresent();
  }

  private boolean isStored(SrsAddress address) {
    return address instanceof Srs1 srs1
        ? needsStore(srs1.first().toString())
        : address instanceof Srs0 srs0 && srs0.domain().equals(SrsAddress.STORED_DOMAIN);
  }

  private boolean isOurs(EnvelopeAddress address) {
    return srsDomains.contains(Ascii.lower(address.domain()));
  }

  private ReverseOutcome reverse(EnvelopeAddress address) {
    Optional<SrsAddress> parsed = SrsAddress.parse(address.local());
    if (parsed.isEmpty()) {
      return new NotSrs();
    }
    if (!isOurs(address)) {
      return new ForeignDomain();
    }
    if (parsed.get() instanceof Srs0 srs0) {
      return open(srs0, address.domain(), clock.instant());
    }
    return parsed.get() instanceof Srs1 srs1
        ? open(srs1, address.domain(), clock.instant())
        : new Refused(Refusal.MALFORMED, ((Broken) parsed.get()).problem());
  }

  /**
   * What a good hash proves.
   *
   * @param days by the stamp
   */
  private record Proof(Match match, Optional<Integer> days) {
    Original of(String address, Form form) {
      return new Original(address, form, match.key().id(), days, match.covered());
    }
  }

  // Time is told only of what was signed here: the hash comes first.

  private ReverseOutcome open(Srs0 srs0, String srsDomain, Instant now) {
    if (!DayStamp.isOne(srs0.stamp())) {
      return new Refused(Refusal.MALFORMED, "the time stamp has not two characters of base32");
    }
    Signed signed = new Signed.Srs0(srs0.stamp(), srs0.domain(), srs0.local(), srsDomain);
    Optional<Match> match = match(signed, srs0.hash(), now);
    if (match.isEmpty()) {
      return unsigned(now);
    }
    KeyType type = match.get().key().type();
    int days = DayStamp.age(srs0.stamp(), now, type.daysAhead(options.daysAhead())).orElseThrow();
    if (days > type.maxAge(options.maxAge())) {
      return expired(days);
    }
    Proof proof = new Proof(match.get(), Optional.of(days));
    return isStored(srs0)
        ? stored(srs0.local(), proof)
        : original(new EnvelopeAddress(srs0.local(), srs0.domain()), Form.SRS0, proof);
  }

  private ReverseOutcome open(Srs1 srs1, String srsDomain, Instant now) {
    Signed signed = new Signed.Srs1(srs1.host(), srs1.opaque(), srsDomain);
    Optional<Match> match = match(signed, srs1.hash(), now);
    if (match.isEmpty()) {
      return unsigned(now);
    }
    Optional<Integer> days = srs1.age(now);
    if (options.bounded() && days.isEmpty()) {
      return new Refused(Refusal.MALFORMED, "the address within has no time stamp");
    }
    if (options.bounded() && days.get() > match.get().key().type().maxAge(options.maxAge())) {
      return expired(days.get());
    }
    Proof proof = new Proof(match.get(), days);
    return original(srs1.first(), Form.SRS1, proof);
  }

  /** The length that counts is ours: shorter hashes could be guessed. */
  private Optional<Match> match(Signed signed, String hash, Instant now) {
    return keys.get().verify(signed, hash, options.hashMinimum(), now);
  }

  /** As long as no key counts, what is good cannot be told from a guess. */
  private ReverseOutcome unsigned(Instant now) {
    return keys.get().countsAt(now)
        ? new Refused(Refusal.BAD_HASH, "no key of ours has signed it")
        : new Unavailable("no key counts now");
  }

  /** Stamps come again: what seems to be very old is rather from a clock that is fast. */
  private static Refused expired(int days) {
    String detail =
        days > DayStamp.CYCLE / 2
            ? "its day is still " + (DayStamp.CYCLE - days) + " days ahead"
            : "it was made " + days + " days ago";
    return new Refused(Refusal.EXPIRED, detail);
  }

  private ReverseOutcome stored(String name, Proof proof) {
    if (store.isEmpty()) {
      return new Refused(Refusal.UNKNOWN, "a store knows the sender, and there is none here");
    }
    try {
      return store
          .get()
          .find(name.toUpperCase(Locale.ROOT))
          .<ReverseOutcome>map(address -> proof.of(address, Form.STORED))
          .orElseGet(() -> new Refused(Refusal.UNKNOWN, "the store does not know the sender"));
    } catch (StoreException e) {
      return new Unavailable(e.text());
    }
  }

  /** What others have signed with a key that they share with us may be anything. */
  private static ReverseOutcome original(EnvelopeAddress address, Form form, Proof proof) {
    return EnvelopeAddress.parse(address.toString())
        .<ReverseOutcome>map(a -> proof.of(a.toString(), form))
        .orElseGet(() -> new Refused(Refusal.MALFORMED, "there is no address within"));
  }
}
