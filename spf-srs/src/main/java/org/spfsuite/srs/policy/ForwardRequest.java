package org.spfsuite.srs.policy;

import java.util.Optional;
import org.spfsuite.core.verdict.SpfResult;

/**
 * A message that is to be forwarded.
 *
 * @param sender the reverse-path without angle brackets; empty: null
 * @param srsDomain where its bounces come back to us
 * @param inbound what SPF said of the sender when the message came in; no value if it is not known
 */
public record ForwardRequest(String sender, String srsDomain, Optional<SpfResult> inbound) {}
