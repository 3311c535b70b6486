package org.spfsuite.mailet.matchers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.message.ScoreMarks;

/**
 * Matches messages with so many points, or more.
 *
 * <pre>{@code
 * <mailet match="org.spfsuite.mailet.matchers.SpamScoreAtLeast=5.0" class="ToProcessor">
 *   <processor>spam</processor>
 * </mailet>
 * }</pre>
 *
 * <p>A message that has not been scored matches nothing; {@code SpfScore} or {@code ScoreHook}
 * scores it.
 */
public final class SpamScoreAtLeast extends GenericMatcher {

  private double least;

  @Override
  public void init() {
    String condition = Optional.ofNullable(getCondition()).orElse("").trim();
    least =
        points(condition)
            .orElseThrow(
                () ->
                    new SpfConfigurationException(
                        List.of(
                            new ConfigurationProblem(
                                "conf/mailetcontainer.xml, matcher SpamScoreAtLeast",
                                "SpamScoreAtLeast=" + condition,
                                "a number of points, such as 5.0"))));
  }

  private static Optional<Double> points(String text) {
    try {
      return Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public Collection<MailAddress> match(Mail mail) {
    boolean matches = ScoreMarks.score(mail).filter(score -> score >= least).isPresent();
    return matches ? mail.getRecipients() : new ArrayList<>();
  }
}
