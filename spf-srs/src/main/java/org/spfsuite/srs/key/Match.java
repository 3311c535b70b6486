package org.spfsuite.srs.key;

/**
 * An address that was signed here.
 *
 * @param key that has signed it
 * @param covered what its hash covers: addresses that share it share their hash
 */
public record Match(SrsKey key, String covered) {}
