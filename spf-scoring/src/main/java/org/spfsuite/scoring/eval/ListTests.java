package org.spfsuite.scoring.eval;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spfsuite.core.space.AuthorizedSpace;
import org.spfsuite.core.text.SafeText;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.scoring.eval.Evaluation.Test;
import org.spfsuite.scoring.fact.Facts;

/** Whose address is on a list. */
final class ListTests {

  private static final int MAX_ENTRY = 320;

  /** What DNS says of a sender that it does not let pass; trouble with DNS says nothing. */
  private static final Set<SpfResult> NOT_PASSING =
      EnumSet.of(
          SpfResult.FAIL,
          SpfResult.SOFTFAIL,
          SpfResult.NEUTRAL,
          SpfResult.NONE,
          SpfResult.PERMERROR);

  private ListTests() {}

  /** The reverse-path is listed, passes, and the list's terms are met. */
  static Test welcome(List<ListName> names) {
    return subject -> {
      Facts facts = subject.facts();
      return subject.hasAny(names)
              && facts.mailFrom().is(SpfResult.PASS)
              && termsAreMet(facts, subject.terms())
          ? listed(subject, names).map(entry -> sender(facts) + " fits " + entry)
          : Optional.empty();
    };
  }

  private static boolean termsAreMet(Facts facts, WelcomeTerms terms) {
    if (terms.aligned() && facts.alignment().isEmpty()) {
      return false;
    }
    // Of whom nothing is known may be anybody.
    return terms.needsNoSpace()
        || facts.space().filter(space -> isTrustworthy(space, terms)).isPresent();
  }

  private static boolean isTrustworthy(AuthorizedSpace space, WelcomeTerms terms) {
    if (space.everyone() || space.isTooLarge()) {
      return false;
    }
    return Double.isInfinite(terms.maxAddresses())
        || (space.complete() && space.ipv4() <= terms.maxAddresses());
  }

  static Test withoutPass(List<ListName> names) {
    return subject -> {
      if (!subject.hasAny(names)) {
        return Optional.empty();
      }
      Facts facts = subject.facts();
      boolean notPassing = facts.mailFrom().spfResult().filter(NOT_PASSING::contains).isPresent();
      return notPassing && facts.forwarder().isEmpty()
          ? listed(subject, names)
              .map(entry -> sender(facts) + " fits " + entry + ", but does not pass")
          : Optional.empty();
    };
  }

  private static Optional<String> listed(Subject subject, List<ListName> names) {
    return subject
        .match(names, subject.facts().sender().address().orElse(""))
        .map(entry -> SafeText.printable(entry, MAX_ENTRY));
  }

  private static String sender(Facts facts) {
    return SafeText.printable(facts.sender().address().orElse(""), MAX_ENTRY);
  }

  /** An author or the reverse-path is listed. */
  static Test from(ListName name) {
    List<ListName> names = List.of(name);
    return subject -> {
      if (!subject.hasAny(names)) {
        return Optional.empty();
      }
      Facts facts = subject.facts();
      return first(subject, names, facts.authors())
          .or(() -> facts.sender().address().flatMap(sender -> fits(subject, names, sender)));
    };
  }

  static Test to(ListName name) {
    List<ListName> names = List.of(name);
    return subject ->
        subject.hasAny(names)
            ? first(subject, names, subject.facts().recipients())
            : Optional.empty();
  }

  private static Optional<String> first(
      Subject subject, List<ListName> names, List<String> addresses) {
    for (String address : addresses) {
      Optional<String> evidence = fits(subject, names, address);
      if (evidence.isPresent()) {
        return evidence;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> fits(Subject subject, List<ListName> names, String address) {
    return subject
        .match(names, address)
        .map(entry -> SafeText.printable(address + " fits " + entry, 2 * MAX_ENTRY));
  }

  static Optional<String> senderIsAuthor(Subject subject) {
    Facts facts = subject.facts();
    String sender = facts.sender().address().orElse("");
    boolean same = facts.authors().size() == 1 && facts.authors().get(0).equalsIgnoreCase(sender);
    return same ? Optional.of(sender(facts) + " is the author, too") : Optional.empty();
  }
}
