package org.spfsuite.scoring.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.spfsuite.scoring.eval.AddressLists;
import org.spfsuite.scoring.eval.ListName;
import org.spfsuite.scoring.list.AddressList;
import org.spfsuite.scoring.policy.Overlay.Change;

/** What a file says for everybody, or between {@code for_recipient} and {@code end_for}. */
final class Section {

  final List<Change> points = new ArrayList<>();
  OptionalDouble required = OptionalDouble.empty();
  private final Map<ListName, AddressList.Builder> lists = new EnumMap<>(ListName.class);

  void list(ListName name, List<String> entries) {
    AddressList.Builder list = lists.computeIfAbsent(name, key -> AddressList.builder());
    entries.forEach(list::add);
  }

  void unlist(List<ListName> names, List<String> entries) {
    for (ListName name : names) {
      AddressList.Builder list = lists.get(name);
      if (list != null) {
        entries.forEach(list::remove);
      }
    }
  }

  AddressLists lists() {
    Map<ListName, AddressList> built = new EnumMap<>(ListName.class);
    lists.forEach((name, list) -> built.put(name, list.build()));
    return new AddressLists(built);
  }
}
