/**
 * What proves that an address was made here: {@link org.spfsuite.srs.key.KeyRing}, a list of keys,
 * the first valid one of which signs, while all valid ones verify. {@link
 * org.spfsuite.srs.key.KeyFile} reads one, {@link org.spfsuite.srs.key.LiveKeyRing} follows its
 * file, {@link org.spfsuite.srs.key.KeyGenerator} makes new keys.
 */
@NullMarked
package org.spfsuite.srs.key;

import org.jspecify.annotations.NullMarked;
