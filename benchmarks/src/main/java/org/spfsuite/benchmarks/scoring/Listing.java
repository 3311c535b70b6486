package org.spfsuite.benchmarks.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.spfsuite.scoring.list.AddressList;
import org.spfsuite.scoring.policy.PolicyFiles;
import org.spfsuite.scoring.policy.Profile;

/** Senders that are on a long welcome list, or not; all pass SPF. */
enum Listing {
  /** There is no list; all else is compared with this. */
  NO_LIST("no list", false),
  /** On none of its entries. */
  UNLISTED("on no entry", false),
  /** Covered by an address. */
  ADDRESS("covered by an address", true),
  /** Covered by {@code *@company.example}. */
  DOMAIN("covered by `*@company.example`", true),
  /** Covered by {@code *@*.company.example}. */
  BELOW("covered by `*@*.company.example`", true),
  /** Covered by {@code news-*@company.example}. */
  NEWS("covered by `news-*@company.example`", true),
  /** Covered by {@code *.company.example}. */
  TAIL("covered by `*.company.example`", true),
  /** A sender as long as the list takes, of very many labels, on no entry. */
  LONG_SENDER("of 1,000 characters and 400 labels, on no entry", false),
  /** The worst list: nothing to find any of its entries by. */
  BARE_ENDS("of 254 characters, on no entry; all entries are such as `*word1*`", false);

  private static final int SENDERS = 1_000;
  private static final int SENDERS_OF_WORST = 10;

  private final String title;
  private final boolean listed;

  Listing(String title, boolean listed) {
    this.title = title;
    this.listed = listed;
  }

  /** For people. */
  String title() {
    return title;
  }

  /** Whether lists and senders are such as one meets. */
  boolean isUsual() {
    return this != NO_LIST && this != BARE_ENDS && this != LONG_SENDER;
  }

  /** Of 20 entries, 10 are addresses, 5 domains, 2 are below domains, 1 is of news, 2 are tails. */
  static List<String> entries(int count) {
    return IntStream.range(0, count).mapToObj(i -> kind(i).entry(i)).toList();
  }

  private static Listing kind(int i) {
    int turn = i % 20;
    if (turn < 10) {
      return ADDRESS;
    }
    if (turn < 15) {
      return DOMAIN;
    }
    return turn < 17 ? BELOW : turn == 17 ? NEWS : TAIL;
  }

  private String entry(int i) {
    return switch (this) {
      case ADDRESS -> "user" + i + "@Company" + i + ".example";
      case DOMAIN -> "*@company" + i + ".example";
      case BELOW -> "*@*.company" + i + ".example";
      case NEWS -> "news-*@company" + i + ".example";
      case TAIL -> "*.company" + i + ".example";
      default -> throw new IllegalStateException(this + " is no kind of entry");
    };
  }

  private String sender(int i) {
    return switch (this) {
      case ADDRESS -> "User" + i + "@company" + i + ".example";
      case DOMAIN -> "anybody@company" + i + ".example";
      case BELOW, TAIL -> "anybody@mail.company" + i + ".example";
      case NEWS -> "news-2026-11@company" + i + ".example";
      case LONG_SENDER ->
          filled(AddressList.MAX_LENGTH, "@" + "m.".repeat(398) + "stranger" + i + ".example");
      case BARE_ENDS -> filled(254, "@mail.stranger" + i + ".example.and.more.example.org");
      default -> "user" + i + "@stranger" + i + ".example";
    };
  }

  private static String filled(int length, String end) {
    return "w".repeat(length - end.length()) + end;
  }

  Scored scored(int count) {
    String lines = this == NO_LIST ? "" : text(this == BARE_ENDS ? bare(count) : entries(count));
    return new Scored(
        Scored.ready(PolicyFiles.read(Profile.RECOMMENDED, lines).orThrow()), cases(count));
  }

  private static List<String> bare(int count) {
    return IntStream.range(0, count).mapToObj(i -> "*word" + i + "*").toList();
  }

  /** Lines of a policy, one entry each. */
  static String text(List<String> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append("welcomelist_from_spf ").append(entry).append('\n'));
    return text.toString();
  }

  private List<Case> cases(int count) {
    double expected = Message.PASS_ALIGNED.expected(Profile.RECOMMENDED) + (listed ? -100 : 0);
    List<Integer> numbers =
        IntStream.range(0, count).filter(i -> !listed || kind(i) == this).boxed().toList();
    List<Case> cases = new ArrayList<>();
    int senders = this == BARE_ENDS ? SENDERS_OF_WORST : SENDERS;
    for (int i = 0; i < senders; i++) {
      int number = numbers.get((int) ((long) i * numbers.size() / senders));
      String sender = sender(number);
      cases.add(new Case(Message.PASS_ALIGNED.facts(number, sender, sender), expected));
    }
    return cases;
  }
}
