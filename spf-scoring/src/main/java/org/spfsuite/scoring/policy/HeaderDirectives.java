package org.spfsuite.scoring.policy;

import static org.spfsuite.scoring.policy.CfValues.unquoted;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.spfsuite.scoring.policy.HeaderTemplate.When;

/** Fields to be put into messages. */
final class HeaderDirectives {

  private final Draft draft;

  private HeaderDirectives(Draft draft) {
    this.draft = draft;
  }

  static void addTo(Map<String, Consumer<CfLine>> table, Draft draft) {
    new HeaderDirectives(draft).put(table);
  }

  private void put(Map<String, Consumer<CfLine>> table) {
    table.put("clear_headers", line -> draft.headers.clear());
    table.put("remove_header", this::removeHeader);
    table.put("add_header", this::addHeader);
  }

  private void removeHeader(CfLine line) {
    Set<When> when = when(line.first());
    draft.headers.removeIf(
        header ->
            header.name().equalsIgnoreCase(line.afterFirst()) && when.contains(header.when()));
  }

  private void addHeader(CfLine line) {
    String rest = line.afterFirst();
    int end = rest.indexOf(' ');
    String name = end < 0 ? rest : rest.substring(0, end);
    boolean valid =
        !name.isEmpty()
            && name.length() <= 50
            && name.chars().allMatch(c -> c > 32 && c < 127)
            && name.indexOf(':') < 0;
    if (!valid || end < 0) {
      throw new IllegalArgumentException("expected spam, ham or all, a name, and a text");
    }
    String text = unquoted(rest.substring(end).strip()).replace("\\n", "\n").replace("\\t", "\t");
    for (When when : when(line.first())) {
      draft.headers.removeIf(
          header -> header.when() == when && header.name().equalsIgnoreCase(name));
      Bound.FIELDS.check(draft.headers.size() + 1);
      draft.headers.add(new HeaderTemplate(when, name, text));
    }
  }

  private static Set<When> when(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "spam" -> Set.of(When.SPAM);
      case "ham" -> Set.of(When.HAM);
      case "all" -> Set.of(When.SPAM, When.HAM);
      default -> throw new IllegalArgumentException("expected spam, ham or all");
    };
  }
}
