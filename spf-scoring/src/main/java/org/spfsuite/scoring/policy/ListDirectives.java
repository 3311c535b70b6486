package org.spfsuite.scoring.policy;

import static org.spfsuite.scoring.policy.CfValues.flag;
import static org.spfsuite.scoring.policy.CfValues.number;
import static org.spfsuite.scoring.policy.CfValues.one;
import static org.spfsuite.scoring.policy.CfValues.some;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.spfsuite.scoring.eval.ListName;
import org.spfsuite.scoring.policy.Overlay.Side;

/** Lists of addresses, and for whom they hold. */
final class ListDirectives {

  private static final List<ListName> SPF_LISTS =
      List.of(ListName.WELCOME_SPF, ListName.DEF_WELCOME_SPF);
  private static final List<ListName> AUTH_LISTS =
      List.of(ListName.WELCOME_AUTH, ListName.DEF_WELCOME_AUTH);

  private final Draft draft;

  private ListDirectives(Draft draft) {
    this.draft = draft;
  }

  static void addTo(Map<String, Consumer<CfLine>> table, Draft draft) {
    new ListDirectives(draft).put(table);
  }

  private void put(Map<String, Consumer<CfLine>> table) {
    for (String word : List.of("welcomelist", "whitelist")) {
      list(word + "_from_spf", ListName.WELCOME_SPF, table);
      list("def_" + word + "_from_spf", ListName.DEF_WELCOME_SPF, table);
      list(word + "_auth", ListName.WELCOME_AUTH, table);
      list("def_" + word + "_auth", ListName.DEF_WELCOME_AUTH, table);
      list(word + "_from", ListName.WELCOME, table);
      unlist("un" + word + "_from_spf", SPF_LISTS, table);
      unlist("un" + word + "_auth", AUTH_LISTS, table);
      unlist("un" + word + "_from", List.of(ListName.WELCOME), table);
    }
    for (String word : List.of("blocklist", "blacklist")) {
      list(word + "_from", ListName.BLOCK, table);
      list(word + "_to", ListName.BLOCK_TO, table);
      unlist("un" + word + "_from", List.of(ListName.BLOCK), table);
      unlist("un" + word + "_to", List.of(ListName.BLOCK_TO), table);
    }
    table.put("spf_welcomelist_requires_alignment", line -> draft.aligned = flag(line));
    table.put("spf_welcomelist_max_addresses", this::maxAddresses);
    table.put("for_recipient", line -> overlay(Side.RECIPIENT, line));
    table.put("for_sender", line -> overlay(Side.SENDER, line));
    table.put("end_for", line -> draft.endOverlay());
  }

  private void list(String directive, ListName name, Map<String, Consumer<CfLine>> table) {
    table.put(directive, line -> draft.section().list(name, counted(line)));
  }

  private List<String> counted(CfLine line) {
    List<String> words = some(line, "addresses such as *@sales.example");
    draft.count(Bound.ENTRIES, words.size());
    return words;
  }

  private void unlist(String directive, List<ListName> names, Map<String, Consumer<CfLine>> table) {
    table.put(directive, line -> draft.section().unlist(names, some(line, "addresses")));
  }

  private void maxAddresses(CfLine line) {
    double count = number(one(line, "a number of addresses; 0: any"));
    draft.maxAddresses = count <= 0 ? Double.POSITIVE_INFINITY : count;
  }

  private void overlay(Side side, CfLine line) {
    if (draft.isInOverlay()) {
      throw new IllegalArgumentException("expected end_for before the next");
    }
    draft.count(Bound.OVERLAYS, 1);
    draft.beginOverlay(side, counted(line));
  }
}
