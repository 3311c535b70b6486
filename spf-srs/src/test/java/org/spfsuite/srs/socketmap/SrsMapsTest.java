package org.spfsuite.srs.socketmap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spfsuite.srs.MapStore;
import org.spfsuite.srs.SenderRewriting;
import org.spfsuite.srs.SrsForwarder;
import org.spfsuite.srs.SrsOptions;
import org.spfsuite.srs.SrsReverser;
import org.spfsuite.srs.audit.Audit;
import org.spfsuite.srs.key.KeyRing;
import org.spfsuite.srs.key.KeyType;
import org.spfsuite.srs.key.SrsKey;
import org.spfsuite.srs.policy.ForwardPolicy;
import org.spfsuite.srs.store.SenderStore;

final class SrsMapsTest {

  /** The day whose stamp is {@code KQ}. */
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2024-03-10T12:00:00Z"));

  private static final KeyRing KEYS = KeyRing.of(SrsKey.of("key0", KeyType.HMAC_SHA1, "tops3cr3t"));

  private final List<String> log = new ArrayList<>();

  private SrsMaps maps(SrsOptions options, Optional<SenderStore> store) {
    Predicate<String> local = domain -> domain.equals("local.example");
    ForwardPolicy all = ForwardPolicy.DEFAULT;
    return new SrsMaps(
        new SenderRewriting(
            new ForwardPolicy(local, List.of(), Set.of(), all.when(), Optional.empty()),
            new SrsForwarder(() -> KEYS, options, store, CLOCK),
            new SrsReverser(Set.of("srs.example"), () -> KEYS, options, store, CLOCK),
            new Audit(log::add, name -> {})),
        "srs.example");
  }

  private String answer(String request) {
    return maps(SrsOptions.COMPATIBLE, Optional.empty()).answer(request.getBytes(UTF_8)).toString();
  }

  /** As postsrsd 2.4.0 answers with this secret, but for what stands behind NOTFOUND. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "forward alice@origin.example   | OK SRS0=",
        "forward alice@LOCAL.example    | NOTFOUND ",
        "forward x@srs.example          | NOTFOUND ",
        "forward alice                  | NOTFOUND ",
        "forward                        | NOTFOUND ",
        "reverse                        | NOTFOUND ",
        "reverse alice@local.example    | NOTFOUND ",
        "reverse SRS0=Yv9T=KQ=ORIGIN.Example=Alice.Smith@srs.example | OK Alice.Smith@ORIGIN.Example",
        "reverse srs0+yv9t=kq=origin.example=alice.smith@SRS.example | OK alice.smith@origin.example",
        "reverse SRS0=xxxx=KQ=o.example=a@srs.example     | NOTFOUND ",
        "reverse SRS0=xxxx=AA=o.example=a@srs.example     | NOTFOUND ",
        "reverse SRS0=xxxx=KQ=o.example=a@foreign.example | NOTFOUND ",
        "reverse SRS0@srs.example                         | NOTFOUND ",
        "reverse SRS0=@srs.example                        | NOTFOUND ",
        "reverse SRS1=xxxx=a.example==abc=d=e=f@srs.example | NOTFOUND ",
        "forward SRS0=abcd=KQ=o.example=a@first.example   | OK SRS1=4m7E=first.example==abcd=KQ=o.example=a@srs.example",
        "forward SRS1=abcd=first.example==xx=KQ=o.example=a@second.example | OK SRS1=BIat=first.example==xx=KQ=o.example=a@srs.example",
        "FORWARD a@b.example            | PERM ",
        "other a@b.example              | PERM ",
      })
  void answersAsPostsrsdDoes(String request, String reply) {
    assertThat(answer(request)).startsWith(reply);
  }

  /** postsrsd signs all of these, and reverses the last one wherever it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "forward @origin.example",
        "forward a b@origin.example",
        "forward a@b@origin.example",
        "forward <alice@origin.example>",
        "forward  a@b.example",
        "forward a@1",
        "forward a@b.example\0",
        "reverse SRS0=Yv9T=KQ=ORIGIN.Example=Alice.Smith@elsewhere.example",
      })
  void isMoreCarefulThanPostsrsd(String request) {
    assertThat(answer(request)).isEqualTo("NOTFOUND ");
  }

  @Test
  void whatIsNotUtf8IsNotFound() {
    byte[] request = "forward \u00c9lodie@origin.example".getBytes(ISO_8859_1);

    assertThat(maps(SrsOptions.COMPATIBLE, Optional.empty()).answer(request))
        .isEqualTo(SocketmapReply.NOT_FOUND);
  }

  @Test
  void mailWaitsForTheStore() {
    MapStore store = new MapStore();
    SrsMaps maps = maps(SrsOptions.DEFAULTS, Optional.of(store));
    byte[] forward = ("forward " + "a".repeat(60) + "@origin.example").getBytes(UTF_8);
    byte[] reverse = ("reverse " + maps.answer(forward).text()).getBytes(UTF_8);
    log.clear();
    store.down = true;

    assertThat(maps.answer(forward).toString()).startsWith("TEMP asking the map");
    assertThat(maps.answer(reverse).toString()).startsWith("TEMP asking the map");
    assertThat(log)
        .satisfiesExactly(
            line -> assertThat(line).contains("action=fail", "reason=store_down"),
            line -> assertThat(line).contains("action=defer"));
  }

  @Test
  void tooLongSendersStayWithoutAStore() {
    SrsMaps maps = maps(SrsOptions.DEFAULTS, Optional.empty());
    String sender = "a".repeat(60) + "@origin.example";

    assertThat(maps.answer(("forward " + sender).getBytes(UTF_8)))
        .isEqualTo(SocketmapReply.NOT_FOUND);
  }
}
