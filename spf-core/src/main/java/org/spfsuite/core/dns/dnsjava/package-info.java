/** The {@link org.spfsuite.core.dns.DnsResolver} that asks real servers, on top of dnsjava. */
@NullMarked
package org.spfsuite.core.dns.dnsjava;

import org.jspecify.annotations.NullMarked;
