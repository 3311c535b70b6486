/**
 * Answers kept in memory as long as DNS allows. Start with {@link
 * org.spfsuite.core.dns.cache.CachingResolver}; nothing else sees Caffeine.
 */
@NullMarked
package org.spfsuite.core.dns.cache;

import org.jspecify.annotations.NullMarked;
