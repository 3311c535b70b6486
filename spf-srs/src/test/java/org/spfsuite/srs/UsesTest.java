package org.spfsuite.srs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.srs.address.DayStamp;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.KeyType;
import org.spfsuite.srs.key.Signed;
import org.spfsuite.srs.key.SrsKey;
import org.spfsuite.srs.limit.Permission;
import org.spfsuite.srs.limit.Reversal;
import org.spfsuite.srs.limit.ReversalGuard;
import org.spfsuite.srs.limit.ReversalLimits;
import org.spfsuite.srs.outcome.Form;
import org.spfsuite.srs.outcome.ReverseOutcome.Original;
import org.spfsuite.srs.store.SenderStore;

/** What counts as one address, however it is written. */
final class UsesTest {

  private static final Forwarder US = Forwarder.at("srs.example");
  private static final String ADDRESS = US.address("me@example.org");

  private static Original reverse(Forwarder by, String recipient) {
    SrsReverser reverser =
        new SrsReverser(
            Set.of("srs.example", "other.example"),
            by::ring,
            by.options(),
            by.store(),
            () -> Forwarder.NOW);
    if (reverser.reverse(recipient) instanceof Original original) {
      return original;
    }
    throw new AssertionError(recipient);
  }

  @Test
  void aHashCountsOnceInAllSpellings() {
    String signed = reverse(US, ADDRESS).signed();

    assertThat(
            Set.of(
                ADDRESS.toUpperCase(Locale.ROOT),
                ADDRESS.replace("SRS0=", "srs0+"),
                ADDRESS.replace("SRS0=", "SRS0-"),
                ADDRESS.replace("@srs.", "@other."),
                '"' + ADDRESS.replace("@srs", "\"@srs")))
        .allMatch(spelling -> reverse(US, spelling).signed().equals(signed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"you@example.org", "me@example.net", "SRS0=x=7K=b.example=c@first.example"})
  void otherAddressesCountApart(String author) {
    assertThat(reverse(US, US.address(author)).signed())
        .isNotEqualTo(reverse(US, ADDRESS).signed());
    assertThat(reverse(US, US.address("me@example.org", Forwarder.NOW.minus(Duration.ofDays(1)))))
        .as("of another day")
        .extracting(Original::signed)
        .isNotEqualTo(reverse(US, ADDRESS).signed());
  }

  /** Exim's hash does not cover the day: one hash is good with any of eleven stamps. */
  @Test
  void stampsThatEximDoesNotSignGiveNoMoreUses() {
    SrsKey exim =
        new SrsKey(
            "old",
            KeyType.EXIM,
            "secret".getBytes(StandardCharsets.UTF_8),
            Optional.empty(),
            Optional.of(Forwarder.NOW.plus(Duration.ofDays(30))));
    String hash = exim.hash(new Signed.Srs0("", "example.org", "me", "")).substring(0, 4);
    Forwarder us = US.with(exim);
    ReversalGuard guard =
        new ReversalGuard(
            ReversalLimits.DEFAULTS.withMessages(5, 1_000, 1), Duration.ofDays(22), () -> 0);

    int granted = 0;
    for (int age = 0; age <= 10; age++) {
      String stamp = DayStamp.of(Forwarder.NOW.minus(Duration.ofDays(age)));
      Original found = reverse(us, "SRS0=" + hash + "=" + stamp + "=example.org=me@srs.example");
      for (int i = 0; i < 10; i++) {
        Reversal bounce = new Reversal("", found.signed(), found.address());
        granted += guard.use(bounce) == Permission.GRANTED ? 1 : 0;
      }
    }
    assertThat(granted).isEqualTo(5);
  }

  /** Such an address may have come through a store. */
  @Test
  void otherForwardersGetBouncesOnly() {
    SenderStore store = new MapStore();
    Forwarder us = US.with(store);
    String stamp = DayStamp.of(Forwarder.NOW);
    String first = "SRS0=abcd=" + stamp + "=author.example=" + "u".repeat(40) + "@first.example";
    Original found = reverse(us, us.address(first));
    ReversalGuard guard =
        new ReversalGuard(
            ReversalLimits.DEFAULTS.withBouncesOnly(false), Duration.ofDays(22), () -> 0);

    assertThat(found.form()).isEqualTo(Form.STORED);
    assertThat(found.address()).isEqualTo(first);
    assertThat(guard.ask(new Reversal("a@example.net", found.signed(), found.address())))
        .isEqualTo(Permission.NOT_A_BOUNCE);
    assertThat(guard.ask(new Reversal("", found.signed(), found.address())))
        .isEqualTo(Permission.GRANTED);
  }

  @Test
  void whatOneKeySignedCountsAsItsOwn() {
    KeyRing ring = KeyRing.of(SrsKey.of("sha1", KeyType.HMAC_SHA1, "secret"));
    Forwarder us = new Forwarder("srs.example", ring, SrsOptions.DEFAULTS, Optional.empty());
    String of = us.address("alice@example.com");

    assertThat(reverse(us, of.replace("example.com=alice", "example.co=malice")).signed())
        .as("one hash for both")
        .isEqualTo(reverse(us, of).signed());
  }
}
