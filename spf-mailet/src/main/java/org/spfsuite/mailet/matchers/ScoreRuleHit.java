package org.spfsuite.mailet.matchers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.SpfConfigurationException;
import org.spfsuite.mailet.message.ScoreMarks;
import org.spfsuite.scoring.rule.Rule;

/**
 * Matches messages that one of the given rules gave points to.
 *
 * <pre>{@code
 * <mailet match="org.spfsuite.mailet.matchers.ScoreRuleHit=SPF_FAIL,SPF_BOTH_FAIL" class="ToProcessor">
 *   <processor>spam</processor>
 * </mailet>
 * }</pre>
 *
 * <p>A message that has not been scored matches nothing; {@code SpfScore} or {@code ScoreHook}
 * scores it. Names are as the policy spells them; one that it does not know matches nothing, since
 * the policy may get to know it while James runs.
 */
public final class ScoreRuleHit extends GenericMatcher {

  private Set<String> wanted = Set.of();

  @Override
  public void init() {
    String condition = Optional.ofNullable(getCondition()).orElse("");
    Set<String> names = new HashSet<>();
    for (String name : condition.split(",", -1)) {
      names.add(name.trim());
    }
    if (!names.stream().allMatch(Rule::isName)) {
      throw new SpfConfigurationException(
          List.of(
              new ConfigurationProblem(
                  "conf/mailetcontainer.xml, matcher ScoreRuleHit",
                  "ScoreRuleHit=" + condition,
                  "names of rules, separated by commas, such as SPF_FAIL,SPF_BOTH_FAIL")));
    }
    wanted = Set.copyOf(names);
  }

  @Override
  public Collection<MailAddress> match(Mail mail) {
    return ScoreMarks.hits(mail).stream().anyMatch(wanted::contains)
        ? mail.getRecipients()
        : new ArrayList<>();
  }
}
