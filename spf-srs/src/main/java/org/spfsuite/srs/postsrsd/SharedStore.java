package org.spfsuite.srs.postsrsd;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.spfsuite.srs.store.SenderStore;
import org.spfsuite.srs.store.StoreException;

/**
 * A store that never keeps all who ask waiting: the few threads of a service are there for senders
 * that need no store, too. While it does not answer, only some wait for it; others are told at once
 * that it is down.
 */
final class SharedStore implements SenderStore {

  /** Half of the threads that look for answers. */
  static final int PLACES = 4;

  /** In which a store that works lets others have their turn. */
  private static final long PATIENCE_MILLIS = 250;

  private final SenderStore store;
  private final Semaphore places = new Semaphore(PLACES, true);

  /** Somebody has waited for a place in vain, and nobody was answered since. */
  private volatile boolean stuck;

  SharedStore(SenderStore store) {
    this.store = store;
  }

  private interface Question<T> {
    T ask() throws StoreException;
  }

  @Override
  public void keep(String name, String sender, String origin, Instant end) throws StoreException {
    answer(
        () -> {
          store.keep(name, sender, origin, end);
          return name;
        });
  }

  @Override
  public Optional<String> find(String name) throws StoreException {
    return answer(() -> store.find(name));
  }

  private <T> T answer(Question<T> question) throws StoreException {
    takePlace();
    try {
      T answer = question.ask();
      stuck = false;
      return answer;
    } finally {
      places.release();
    }
  }

  private void takePlace() throws StoreException {
    try {
      if (!places.tryAcquire(stuck ? 0 : PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        stuck = true;
        throw new StoreException("the store does not answer, and others wait for it already");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("ask the store", e);
    }
  }

  @Override
  public long size() throws StoreException {
    return store.size();
  }

  @Override
  public void awaitAnswer(Duration most) throws StoreException {
    store.awaitAnswer(most);
  }

  @Override
  public void close() {
    store.close();
  }
}
