package org.spfsuite.scoring.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spfsuite.core.text.Glob;
import org.spfsuite.scoring.expression.Expression;
import org.spfsuite.scoring.expression.Expression.Call;
import org.spfsuite.scoring.expression.Expression.Name;
import org.spfsuite.scoring.rule.Rule.Body.Meta;

/** The order of metas. */
final class Metas {

  private Metas() {}

  /**
   * Puts metas behind those that they depend on (Kahn's algorithm, so without recursion).
   *
   * @param ordered gets them
   * @return the names of those that depend on themselves, or on such, which are left out
   */
  static Set<String> order(Map<String, Rule> rules, List<Rule> ordered) {
    Map<String, Rule> metas = new LinkedHashMap<>();
    rules.values().stream()
        .filter(rule -> rule.body() instanceof Meta)
        .forEach(rule -> metas.put(rule.name(), rule));
    Map<String, Integer> waiting = new LinkedHashMap<>();
    Map<String, List<Rule>> dependants = new HashMap<>();
    Deque<Rule> ready = new ArrayDeque<>();
    for (Rule meta : metas.values()) {
      Set<String> on = dependencies(((Meta) meta.body()).expression(), metas.keySet());
      on.forEach(other -> dependants.computeIfAbsent(other, key -> new ArrayList<>()).add(meta));
      waiting.put(meta.name(), on.size());
      if (on.isEmpty()) {
        ready.add(meta);
      }
    }
    while (!ready.isEmpty()) {
      Rule meta = ready.remove();
      ordered.add(meta);
      waiting.remove(meta.name());
      for (Rule dependant : dependants.getOrDefault(meta.name(), List.of())) {
        if (waiting.merge(dependant.name(), -1, Integer::sum) == 0) {
          ready.add(dependant);
        }
      }
    }
    return Set.copyOf(waiting.keySet());
  }

  /** Which of these names an expression needs. */
  static Set<String> dependencies(Expression expression, Set<String> names) {
    return expression
        .parts()
        .flatMap(part -> named(part, names))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Stream<String> named(Expression part, Set<String> names) {
    if (part instanceof Name name) {
      return Stream.of(name.name()).filter(names::contains);
    }
    if (part instanceof Call call && call.function().equals("rules_matching")) {
      Glob glob = new Glob(call.argument());
      return names.stream().filter(glob::matches);
    }
    return Stream.empty();
  }
}
