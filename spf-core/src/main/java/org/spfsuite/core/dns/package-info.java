/**
 * The port through which the engine asks DNS. Start with {@link org.spfsuite.core.dns.DnsResolver};
 * failures are {@link org.spfsuite.core.dns.DnsAnswer values}, not exceptions. {@link
 * org.spfsuite.core.dns.Zone} answers from memory.
 */
@NullMarked
package org.spfsuite.core.dns;

import org.jspecify.annotations.NullMarked;
