package org.spfsuite.mailet.journal;

import java.time.Instant;

/**
 * A message that did not come in, or would not. Texts are printable ASCII.
 *
 * @param time when
 * @param action {@code defer} or {@code refuse}
 * @param monitored whether it came in nevertheless, since nothing is enforced yet
 * @param client address of the client
 * @param helo the name that it gave
 * @param sender the reverse-path; empty if it is null
 * @param recipient empty if the decision fell before there was one
 * @param identity whose check decided: {@code helo} or {@code mailfrom}; or {@code score}
 * @param result of that check; or the score
 * @param reason how the result came about; or the rules that gave points
 * @param reply what the client was told; empty if it was accepted
 */
public record Refusal(
    Instant time,
    String action,
    boolean monitored,
    String client,
    String helo,
    String sender,
    String recipient,
    String identity,
    String result,
    String reason,
    String reply) {}
