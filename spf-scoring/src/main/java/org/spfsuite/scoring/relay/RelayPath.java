package org.spfsuite.scoring.relay;

import java.util.List;
import java.util.Optional;

/**
 * The way that a message took, newest hop first, and who on it is to be judged.
 *
 * @param internal hops from hosts of one's own
 * @param external all others; the first of them is judged
 * @param trusted how many hops, from the newest on, come from hosts that are believed
 * @param unreadable {@code Received} fields above the first that may be a lie, of which nothing
 *     could be made
 * @param reason why this hop is judged, or none; for people, safe to print
 */
public record RelayPath(
    List<Hop> internal, List<Hop> external, int trusted, int unreadable, String reason) {

  /** Copies the lists. */
  public RelayPath {
    internal = List.copyOf(internal);
    external = List.copyOf(external);
  }

  /** The newest hop from a host that is not one's own. */
  public Optional<Hop> judged() {
    return external.isEmpty() ? Optional.empty() : Optional.of(external.get(0));
  }

  /** Whether any trusted host stands between the judged hop and this one. */
  public boolean crossesTrusted() {
    return trusted > 0;
  }

  /** Whether no hop is known at all. */
  public boolean isEmpty() {
    return internal.isEmpty() && external.isEmpty();
  }

  /** Whether there are hops, and all come from hosts that are believed. */
  public boolean allTrusted() {
    return !isEmpty() && trusted == internal.size() + external.size();
  }

  /**
   * Position in the header of the field that the last host of one's own wrote when it took the
   * message; what stands above it was not written by strangers. No value if that is not known.
   */
  public Optional<Integer> boundary() {
    return judged().map(Hop::field).filter(field -> field != Hop.SESSION);
  }
}
