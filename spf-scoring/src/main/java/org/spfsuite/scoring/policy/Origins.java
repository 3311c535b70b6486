package org.spfsuite.scoring.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spfsuite.scoring.relay.TrustedNetworks;

/**
 * How it is found out where a message came from and what others said of it.
 *
 * @param networks whom to believe
 * @param trustsEnvelopeFields whether fields such as {@code Return-Path} are believed although the
 *     message came through trusted hosts, which may have changed the sender
 * @param envelopeField the field that holds the reverse-path; no value: the usual ones
 * @param reusesResults whether results that own hosts wrote into the header are used
 * @param newestFirst whether of several the newest counts; if not, the oldest
 * @param authservIds whose {@code Authentication-Results} and {@code Received-SPF} are ours, in
 *     lower case
 * @param forwarders domains whose hosts may forward mail to us
 * @param timeout for the questions to DNS of each kind about one message, see {@link
 *     org.spfsuite.scoring.inquiry.Inquiry}
 */
public record Origins(
    TrustedNetworks networks,
    boolean trustsEnvelopeFields,
    Optional<String> envelopeField,
    boolean reusesResults,
    boolean newestFirst,
    List<String> authservIds,
    List<String> forwarders,
    Duration timeout) {

  /** Copies the lists. */
  public Origins {
    authservIds = List.copyOf(authservIds);
    forwarders = List.copyOf(forwarders);
  }

  /** The same with more names of ours. */
  public Origins withAuthservIds(List<String> more) {
    List<String> all = new ArrayList<>(authservIds);
    more.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    return new Origins(
        networks,
        trustsEnvelopeFields,
        envelopeField,
        reusesResults,
        newestFirst,
        all,
        forwarders,
        timeout);
  }
}
