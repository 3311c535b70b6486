package org.spfsuite.mailet.matchers;

import java.util.List;
import java.util.stream.Stream;
import org.apache.mailet.Mail;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.ProblemCode;
import org.spfsuite.mailet.message.SpfMarks;

/**
 * Matches messages with one of the given problems behind the {@code permerror} or {@code temperror}
 * of their sender or HELO name.
 *
 * <pre>{@code
 * <mailet match="org.spfsuite.mailet.matchers.SpfProblemIs=lookup-limit,dns-timeout" class="ToProcessor">
 *   <processor>quarantine</processor>
 * </mailet>
 * }</pre>
 *
 * <p>A message that has not been checked matches nothing; {@code SpfCheck} checks it.
 */
public final class SpfProblemIs extends MarkMatcher {

  @Override
  List<String> known() {
    return Stream.of(ProblemCode.values()).map(ProblemCode::text).toList();
  }

  @Override
  Stream<String> marks(Mail mail) {
    return Stream.of(Identity.values()).flatMap(id -> SpfMarks.problem(mail, id).stream());
  }
}
