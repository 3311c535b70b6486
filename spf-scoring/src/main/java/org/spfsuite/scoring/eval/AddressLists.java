package org.spfsuite.scoring.eval;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spfsuite.scoring.list.AddressList;

/**
 * The lists of a policy.
 *
 * @param lists those that are not empty
 */
public record AddressLists(Map<ListName, AddressList> lists) {

  /** Those whose entries count if SPF passes. */
  public static final List<ListName> WELCOME =
      List.of(
          ListName.WELCOME_SPF,
          ListName.WELCOME_AUTH,
          ListName.DEF_WELCOME_SPF,
          ListName.DEF_WELCOME_AUTH);

  /** All are empty. */
  public static final AddressLists NONE = new AddressLists(Map.of());

  /** Copies the map. */
  public AddressLists {
    EnumMap<ListName, AddressList> copy = new EnumMap<>(ListName.class);
    lists.forEach((name, list) -> put(copy, name, list));
    lists = copy;
  }

  private static void put(Map<ListName, AddressList> to, ListName name, AddressList list) {
    if (!list.isEmpty()) {
      to.put(name, list);
    }
  }

  /** The lists, which must not be changed. */
  @Override
  public Map<ListName, AddressList> lists() {
    return Map.copyOf(lists);
  }

  /** Whether any of these lists has entries. */
  boolean hasAny(List<ListName> names) {
    for (ListName name : names) {
      if (lists.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  /** The entry that an address fits, as written, in the first of these lists that has one. */
  public Optional<String> match(List<ListName> names, String address) {
    for (ListName name : names) {
      AddressList list = lists.get(name);
      Optional<String> entry = list == null ? Optional.empty() : list.match(address);
      if (entry.isPresent()) {
        return entry;
      }
    }
    return Optional.empty();
  }
}
