package org.spfsuite.srs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps senders under names until their addresses expire. Bounded, in total and for each origin: if
 * there are too many, those that were kept longest ago are forgotten, so that a late bounce may be
 * lost, but never a message. Safe for use by several threads, and by several nodes where they share
 * it. What was kept outlives the process, whatever ends it.
 */
public interface SenderStore extends AutoCloseable {

  /**
   * Characters of a sender: more than any address that {@link
   * org.spfsuite.srs.address.EnvelopeAddress} reads can have when it is written again.
   */
  int MAX_SENDER = 2_000;

  /**
   * Keeps a sender: it is there, and will be after a crash. If the name is there already, only its
   * end is put off. If it is there for another sender, nothing is changed.
   *
   * @param name letters and digits, the same for equal senders; at most 64
   * @param sender address of at most {@link #MAX_SENDER} characters. Senders that differ in the
   *     case of ASCII letters alone may have the same name: then the first one is kept
   * @param origin who makes room if there are too many: the sender's domain
   * @param end when it need not be known any more
   * @throws StoreException if the store is down or takes too long; it is not known then whether the
   *     sender was kept. Never a temporary one if the name is there for another sender, nor for a
   *     text that no database takes (longer ones, or with the character NUL)
   */
  void keep(String name, String sender, String origin, Instant end) throws StoreException;

  /**
   * The sender of a name, until its end or a day longer.
   *
   * @throws StoreException if the store is down or takes too long
   */
  Optional<String> find(String name) throws StoreException;

  /**
   * About how many senders there are, expired ones perhaps among them.
   *
   * @throws StoreException if the store is down or takes too long
   */
  long size() throws StoreException;

  /**
   * Waits for the first answer, so that a start can tell what is wrong, and nobody waits later
   * while a file is opened.
   *
   * @param most how long; what cannot become better is told at once
   * @throws StoreException if there is none
   */
  void awaitAnswer(Duration most) throws StoreException;

  /** From now on nothing but exceptions. */
  @Override
  void close();
}
