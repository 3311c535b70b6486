package org.spfsuite.srs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.spfsuite.srs.store.SenderStore;
import org.spfsuite.srs.store.StoreException;

/** A store that forgets nothing, and can be down or refuse. */
public final class MapStore implements SenderStore {

  final Map<String, String> senders = new HashMap<>();
  final Map<String, Instant> ends = new HashMap<>();
  final Map<String, String> origins = new HashMap<>();
  public boolean down;
  boolean refuses;

  @Override
  public void keep(String name, String sender, String origin, Instant end) throws StoreException {
    checkUp();
    if (refuses) {
      throw StoreException.lasting("the map does not take it");
    }
    senders.putIfAbsent(name, sender);
    ends.put(name, end);
    origins.put(name, origin);
  }

  @Override
  public Optional<String> find(String name) throws StoreException {
    checkUp();
    return Optional.ofNullable(senders.get(name));
  }

  private void checkUp() throws StoreException {
    if (down) {
      throw new StoreException("asking the map", new IOException("it is down"));
    }
  }

  @Override
  public long size() {
    return senders.size();
  }

  @Override
  public void awaitAnswer(Duration most) throws StoreException {
    checkUp();
  }

  @Override
  public void close() {
    // nothing is open
  }
}
