package org.spfsuite.mailet.matchers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import org.spfsuite.mailet.config.ConfigurationProblem;
import org.spfsuite.mailet.config.SpfConfigurationException;

/** Matches all recipients of a message with one of the marks in the condition. */
abstract class MarkMatcher extends GenericMatcher {

  private Set<String> wanted = Set.of();

  /** What may stand in the condition, in lower case. */
  abstract List<String> known();

  /** What a message says; nothing if it has not been checked. */
  abstract Stream<String> marks(Mail mail);

  @Override
  public void init() {
    String condition = Optional.ofNullable(getCondition()).orElse("");
    Set<String> words = new HashSet<>();
    for (String word : condition.split(",", -1)) {
      words.add(word.trim().toLowerCase(Locale.ROOT));
    }
    if (!known().containsAll(words)) {
      String name = getClass().getSimpleName();
      throw new SpfConfigurationException(
          List.of(
              new ConfigurationProblem(
                  "conf/mailetcontainer.xml, matcher " + name,
                  name + "=" + condition,
                  "one or more of " + String.join(", ", known()) + ", separated by commas")));
    }
    wanted = Set.copyOf(words);
  }

  @Override
  public Collection<MailAddress> match(Mail mail) {
    return marks(mail).anyMatch(wanted::contains) ? mail.getRecipients() : new ArrayList<>();
  }
}
