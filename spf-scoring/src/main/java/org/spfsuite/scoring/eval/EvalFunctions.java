package org.spfsuite.scoring.eval;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.spfsuite.core.verdict.Identity;
import org.spfsuite.core.verdict.SpfResult;
import org.spfsuite.scoring.eval.Evaluation.Binding;
import org.spfsuite.scoring.eval.Evaluation.Test;

/**
 * All functions that {@code header NAME eval:function(arguments)} may name: SpamAssassin's as far
 * as they have to do with SPF, with the same names and meaning, and ours.
 */
public final class EvalFunctions {

  private static final List<ListName> WELCOME_LISTS =
      List.of(ListName.WELCOME_SPF, ListName.WELCOME_AUTH);

  private static final List<ListName> DEF_WELCOME_LISTS =
      List.of(ListName.DEF_WELCOME_SPF, ListName.DEF_WELCOME_AUTH);

  private static final Map<String, Binding> TABLE = table();

  private EvalFunctions() {}

  /** Whether there is such a function. */
  public static boolean isKnown(String function) {
    return TABLE.containsKey(function.toLowerCase(Locale.ROOT));
  }

  /**
   * A function with its arguments.
   *
   * @throws IllegalArgumentException if there is no such function, or the arguments are not right;
   *     the message, safe to print, says what would be
   */
  public static Evaluation bind(String function, List<String> arguments) {
    Binding binding = TABLE.get(function.toLowerCase(Locale.ROOT));
    if (binding == null) {
      throw new IllegalArgumentException("no such function");
    }
    return binding.bind(arguments);
  }

  private static Map<String, Binding> table() {
    Map<String, Binding> table = new HashMap<>();
    for (SpfResult result : SpfResult.values()) {
      String name = result.text();
      table.put("check_for_spf_" + name, none(SpfTests.result(Identity.MAIL_FROM, result)));
      table.put("check_for_spf_helo_" + name, none(SpfTests.result(Identity.HELO, result)));
    }
    table.put("check_spf_timeout", none(SpfTests.timeout(Identity.MAIL_FROM)));
    table.put("check_spf_helo_timeout", none(SpfTests.timeout(Identity.HELO)));
    table.put("check_spf_skipped", arguments -> SpfTests.skipped(Identity.MAIL_FROM, arguments));
    table.put("check_spf_helo_skipped", arguments -> SpfTests.skipped(Identity.HELO, arguments));
    table.put("check_spf_skipped_noenvfrom", none(SpfTests::noSender));
    table.put("check_spf_null_sender", none(SpfTests::nullSender));
    table.put("check_spf_plusall", SpfTests::everyone);
    table.put("check_spf_space", SpfTests::space);
    table.put("check_spf_aligned", SpfTests::aligned);
    table.put("check_spf_not_aligned", none(SpfTests::notAligned));
    table.put("check_spf_trusted_forwarder", none(SpfTests::forwarded));
    table.put("check_srs_sender", none(Srs::evidence));
    lists(table);
    relays(table);
    table.put("check_rbl", DnsLists::client);
    table.put("check_rbl_envfrom", DnsLists::sender);
    table.put("check_rhsbl_spf", DnsLists::authenticatedSender);
    return Map.copyOf(table);
  }

  private static void lists(Map<String, Binding> table) {
    for (String word : List.of("welcomelist", "whitelist")) {
      table.put("check_for_spf_" + word + "_from", none(ListTests.welcome(WELCOME_LISTS)));
      table.put("check_for_def_spf_" + word + "_from", none(ListTests.welcome(DEF_WELCOME_LISTS)));
      table.put("check_from_in_" + word, none(ListTests.from(ListName.WELCOME)));
    }
    for (String word : List.of("blocklist", "blacklist")) {
      table.put("check_from_in_" + word, none(ListTests.from(ListName.BLOCK)));
      table.put("check_to_in_" + word, none(ListTests.to(ListName.BLOCK_TO)));
    }
    table.put("check_spf_welcomelist_without_pass", none(ListTests.withoutPass(WELCOME_LISTS)));
    table.put("check_for_matching_env_and_hdr_from", none(ListTests::senderIsAuthor));
  }

  private static void relays(Map<String, Binding> table) {
    table.put(
        "check_no_relays",
        none(subject -> when(subject.facts().path().isEmpty(), "no host is named")));
    table.put(
        "check_all_trusted",
        none(
            subject ->
                when(subject.facts().path().allTrusted(), "all hosts on the way are trusted")));
    table.put(
        "check_unparseable_relays",
        none(
            subject ->
                when(subject.facts().path().unreadable() > 0, "a Received field names no client")));
    table.put("check_for_helo_not_rdns", none(SpfTests::heloUnlikeReverseName));
  }

  /** Of a function without arguments. */
  private static Binding none(Test test) {
    Evaluation evaluation = Evaluation.of(test);
    return arguments -> {
      if (!arguments.isEmpty()) {
        throw new IllegalArgumentException("takes no arguments");
      }
      return evaluation;
    };
  }

  static Optional<String> when(boolean holds, String evidence) {
    return holds ? Optional.of(evidence) : Optional.empty();
  }
}
