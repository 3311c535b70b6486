package org.spfsuite.benchmarks.srs;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.spfsuite.srs.SrsForwarder;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.SrsReverser;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.KeyType;
import org.spfsuite.srs.key.SrsKey;
import org.spfsuite.srs.outcome.ForwardOutcome.Rewritten;
import org.spfsuite.srs.outcome.ReverseOutcome;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.outcome.ReverseOutcome.Refused;

/** Senders and how they are rewritten. */
enum SrsWork {
  RECOMMENDED("HMAC-SHA256, hashes of 6 characters", KeyType.HMAC_SHA256),
  COMPATIBLE("HMAC-SHA1, hashes of 4 characters", KeyType.HMAC_SHA1),
  CHAIN("senders that another forwarder has rewritten", KeyType.HMAC_SHA256),
  FOUR_KEYS("four keys, of which the last one has signed", KeyType.HMAC_SHA256),
  FORGED("hashes that are wrong", KeyType.HMAC_SHA256);

  private static final String DOMAIN = "srs.alumni.example";
  private static final String OTHER = "f.example";
  private static final int SENDERS = 1_000;
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

  private final String title;
  private final KeyType type;

  SrsWork(String title, KeyType type) {
    this.title = title;
    this.type = type;
  }

  String title() {
    return title;
  }

  /** Addresses per second on one core; 0 if there is no such goal. */
  double goal() {
    return this == FOUR_KEYS ? 0 : 500_000;
  }

  private SrsOptions options() {
    return this == COMPATIBLE ? SrsOptions.COMPATIBLE : SrsOptions.DEFAULTS;
  }

  private SrsKey key(int number) {
    return SrsKey.of("key" + number, type, "a secret of some length, number " + number);
  }

  private SrsForwarder forwarder(SrsKey signer) {
    KeyRing ring = KeyRing.of(signer);
    return new SrsForwarder(() -> ring, options(), Optional.empty(), CLOCK);
  }

  SrsForwarder forwarder() {
    return forwarder(this == FOUR_KEYS ? key(4) : key(1));
  }

  SrsReverser reverser() {
    KeyRing ring =
        this == FOUR_KEYS ? KeyRing.of(key(1), key(2), key(3), key(4)) : KeyRing.of(key(1));
    return new SrsReverser(Set.of(DOMAIN), () -> ring, options(), Optional.empty(), CLOCK);
  }

  /** Senders of usual lengths. */
  String[] senders() {
    Random random = new Random(5321);
    List<String> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      String first = this == CHAIN ? "" : word(random, 4, 9) + "."; // what is longer does not fit
      String sender = first + word(random, 4, 9) + "@" + word(random, 5, 12) + ".example";
      senders.add(this == CHAIN ? rewritten(forwarder(key(9)).forward(sender, OTHER)) : sender);
    }
    return senders.toArray(String[]::new);
  }

  private static String word(Random random, int least, int most) {
    StringBuilder word = new StringBuilder();
    int length = least + random.nextInt(most - least + 1);
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  private static String rewritten(Object outcome) {
    if (outcome instanceof Rewritten rewritten) {
      return rewritten.address();
    }
    throw new IllegalStateException("not rewritten: " + outcome);
  }

  String forward(SrsForwarder forwarder, String sender) {
    return rewritten(forwarder.forward(sender, DOMAIN));
  }

  /** Addresses of ours, each of which has been known again for the right sender. */
  String[] addresses(String[] senders) {
    SrsForwarder forwarder = forwarder();
    SrsReverser reverser = reverser();
    String[] addresses = new String[senders.length];
    for (int i = 0; i < senders.length; i++) {
      String address = forward(forwarder, senders[i]);
      addresses[i] = this == FORGED ? address.replaceFirst("=.{6}=", "=aaaaaa=") : address;
      prove(senders[i], reverser.reverse(addresses[i]));
    }
    return addresses;
  }

  private void prove(String sender, ReverseOutcome outcome) {
    boolean right =
        this == FORGED
            ? outcome instanceof Refused
            : outcome instanceof Original original && original.address().equals(sender);
    if (!right) {
      throw new IllegalStateException(sender + " is taken for " + outcome);
    }
  }
}
