package org.spfsuite.scoring.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All directives but conditions and inclusion: what does which. */
final class Directives {

  private final Draft draft;
  private final Map<String, Consumer<CfLine>> table = new HashMap<>();

  Directives(Draft draft) {
    this.draft = draft;
    RuleDirectives.addTo(table, draft);
    ListDirectives.addTo(table, draft);
    OriginDirectives.addTo(table, draft);
    HeaderDirectives.addTo(table, draft);
  }

  /** Does what a line says, or tells what is wrong with it. */
  void apply(CfLine line) {
    Consumer<CfLine> directive = table.get(line.directive());
    if (directive == null) {
      unknown(line);
      return;
    }
    try {
      directive.accept(line);
    } catch (Bound.TooMany e) {
      draft.problems.error(line, line.directive() + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      String why = Optional.ofNullable(e.getMessage()).orElse("cannot be read");
      draft.problems.warn(line, line.directive() + ": " + why);
    }
  }

  private void unknown(CfLine line) {
    if (Foreign.isKnown(line.directive())) {
      draft.problems.note(line, line.directive() + " is not about SPF and does nothing here");
    } else {
      draft.problems.warn(line, "unknown directive " + line.directive());
    }
  }
}
