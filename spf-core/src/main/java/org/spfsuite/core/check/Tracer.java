package org.spfsuite.core.check;

import java.util.Optional;
import org.spfsuite.core.dns.DnsAnswer;
import org.spfsuite.core.dns.DnsName;
import org.spfsuite.core.dns.DnsQuestion;
import org.spfsuite.core.macro.MacroExpander.Target;
import org.spfsuite.core.record.DomainSpec;
import org.spfsuite.core.record.MacroString;
import org.spfsuite.core.record.SpfRecord;
import org.spfsuite.core.record.Term;
import org.spfsuite.core.verdict.Trace;

/**
 * Is told of everything that happens in a check. {@link #OFF} does nothing, and nothing is computed
 * for it.
 */
interface Tracer {

  /** Keeps no trace. */
  Tracer OFF = new Tracer() {};

  default void beginPolicy(DnsName domain) {}

  default void record(SpfRecord record) {}

  default void endPolicy(PolicyOutcome outcome) {}

  default void beginTerm(Frame frame, Term term) {}

  default void endDirective(Match match) {}

  default void endRedirect(PolicyOutcome outcome) {}

  default void beginExplaining() {}

  default void endExplaining() {}

  default void lookup(DnsQuestion question, DnsAnswer answer, boolean voidCounted) {}

  default void expansion(DomainSpec before, Target after) {}

  default void expansion(MacroString before, String after) {}

  default Optional<Trace> trace() {
    return Optional.empty();
  }
}
