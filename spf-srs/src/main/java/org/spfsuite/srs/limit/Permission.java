package org.spfsuite.srs.limit;

import java.util.Optional;
import org.spfsuite.srs.outcome.ReverseOutcome.Refusal;

/** Whether an address of ours may be used. */
public enum Permission {
  /** It may. */
  GRANTED(Optional.empty()),
  /** Only a bounce may be sent to it, and this is none. */
  NOT_A_BOUNCE(Optional.of(Refusal.NOT_A_BOUNCE)),
  /** It has been used as often as it may be. */
  USED_UP(Optional.of(Refusal.USED_UP)),
  /** Whom it is for has got as much in this hour as it may get; later it may. */
  TARGET_BUSY(Optional.of(Refusal.TOO_MANY)),
  /** The client has guessed too often in this hour; later it may. */
  CLIENT_BUSY(Optional.of(Refusal.TOO_MANY));

  private final Optional<Refusal> refusal;

  Permission(Optional<Refusal> refusal) {
    this.refusal = refusal;
  }

  /** Under which name it is refused; no value: it is not. */
  public Optional<Refusal> refusal() {
    return refusal;
  }

  /** Whether it may help to try again later. */
  public boolean isTemporary() {
    return refusal.filter(Refusal.TOO_MANY::equals).isPresent();
  }
}
