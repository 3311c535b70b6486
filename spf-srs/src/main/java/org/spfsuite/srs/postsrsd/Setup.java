package org.spfsuite.srs.postsrsd;

import java.util.Optional;
import org.spfsuite.srs.socketmap.SrsMaps;
import org.spfsuite.srs.store.SenderStore;

/**
 * What a service works with.
 *
 * @param config of which it was made
 * @param maps that have the answers
 * @param store of senders that are too long
 */
record Setup(ServiceConfig config, SrsMaps maps, Optional<SenderStore> store) {

  void closeStore() {
    store.ifPresent(SenderStore::close);
  }

  /** Unless another one goes on with it. */
  void closeStoreUnlessOf(Setup other) {
    if (!store.equals(other.store)) {
      closeStore();
    }
  }
}
