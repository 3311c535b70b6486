package org.spfsuite.mailet.matchers;

import java.util.List;
import java.util.stream.Stream;
import org.apache.mailet.Mail;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.mailet.message.SpfMarks;

/**
 * Matches messages whose sender was found to be one of the given results.
 *
 * <pre>{@code
 * <mailet match="org.spfsuite.mailet.matchers.SpfResultIs=fail,softfail" class="ToProcessor">
 *   <processor>spam</processor>
 * </mailet>
 * }</pre>
 *
 * <p>A message that has not been checked matches nothing; {@code SpfCheck} checks it.
 */
public final class SpfResultIs extends MarkMatcher {

  @Override
  List<String> known() {
    return Stream.of(SpfResult.values()).map(SpfResult::text).toList();
  }

  @Override
  Stream<String> marks(Mail mail) {
    return SpfMarks.result(mail, Identity.MAIL_FROM).stream();
  }
}
