package org.spfsuite.scoring.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressListTest {

  @ParameterizedTest
  @CsvSource({
    // entry, address, whether it covers it
    "ann@bank.example, ann@bank.example, true",
    "ann@bank.example, ANN@Bank.Example, true",
    "Ann@BANK.example, ann@bank.example, true",
    "ann@bank.example, joann@bank.example, false",
    "ann@bank.example, ann@bank.example.org, false",
    "ann@bank.example, bank.example, false",
    "bank.example, ann@bank.example, false",
    // anchored at both ends
    "*@bank.example, ann@bank.example, true",
    "*@bank.example, @bank.example, true",
    "*@bank.example, ann@mail.bank.example, false",
    "*@bank.example, ann@notbank.example, false",
    "*@bank.example, ann@bank.example.org, false",
    "*@*.bank.example, ann@mail.bank.example, true",
    "*@*.bank.example, ann@a.b.bank.example, true",
    "*@*.bank.example, ann@bank.example, false",
    // a star crosses the at sign
    "*bank.example, ann@bank.example, true",
    "*bank.example, ann@notbank.example, true",
    "ann*, ann@bank.example, true",
    "ann*, joann@bank.example, false",
    "a*e, ann@bank.example, true",
    "ann@*, ann@bank.example, true",
    "*, ann@bank.example, true",
    "**, ann@bank.example, true",
    "*n@b*, ann@bank.example, true",
    "*n@c*, ann@bank.example, false",
    // a question mark is one character
    "an?@bank.example, ann@bank.example, true",
    "an?@bank.example, an@bank.example, false",
    "an?@bank.example, annn@bank.example, false",
    "ann?bank.example, ann@bank.example, true",
    "?@bank.example, a@bank.example, true",
    "?@bank.example, ab@bank.example, false",
    "?*@bank.example, ab@bank.example, true",
    "?*@bank.example, @bank.example, false",
    "ann@bank.exampl?, ann@bank.example, true",
    "?nn@bank.example, ann@bank.example, true",
    "a?*, a, false",
    // head and tail do not overlap
    "ann@b*@bank.example, ann@bank.example, false",
    "aba*ba, aba, false",
    "aba*ba, ababa, true",
    // nothing else is special
    "a.n@bank.example, ann@bank.example, false",
    "a+@bank.example, aa@bank.example, false",
    "[a-z]nn@bank.example, ann@bank.example, false",
    "ann@bank\\.example, ann@bank.example, false",
    "^*@bank.example$, ann@bank.example, false",
    "'{a,b}@bank.example', a@bank.example, false",
    "'a|b@bank.example', a@bank.example, false",
    "(a)@bank.example, a@bank.example, false",
    // wildcards in addresses stand for themselves
    "a*@bank.example, a*@bank.example, true",
    "a?@bank.example, a?@bank.example, true",
    "ab@bank.example, a*@bank.example, false",
    "ab@bank.example, a?@bank.example, false",
    // the null reverse-path
    "*, '', true",
    "?, '', false",
    "*@*, '', false",
    // beyond ASCII: as text
    "*@b\u00fccher.example, ann@B\u00dcCHER.example, true",
    "*@b\u00fccher.example, ann@xn--bcher-kva.example, false",
  })
  void anEntryCovers(String entry, String address, boolean covers) {
    assertThat(AddressList.of(entry).match(address).isPresent()).isEqualTo(covers);
  }

  @ParameterizedTest
  @CsvSource({
    // address, expected, entries
    "ann@bank.example, ann@bank.example, * ann@bank.example *@bank.example",
    "ann@bank.example, Ann@Bank.example, ann@bank.example* Ann@Bank.example",
    "ann@bank.example, *@bank.example, * *.example *@bank.example ann*",
    "ann@bank.example, ann@bank*, *@* *ample ann@bank*",
    "ann@bank.example, an?@bank.example, *@bank.example an?@bank.example",
    "ann@mail.bank.example, *@mail.*, *@*.org *ple *@mail.*",
    "a*@bank.example, a*@bank.example, a?@bank.example a*@bank.example",
    // of equally good ones the earlier
    "ann@bank.example, *nn@bank.example, *nn@bank.example ?nn@bank.example",
    "ann@bank.example, ?nn@bank.example, ?nn@bank.example *nn@bank.example",
    "ann@bank.example, ann*, ann* *ple",
    "ann@bank.example, *ple, *ple ann*",
    "ann@bank.example, a?n*, a?n* ?nn* an?*",
  })
  void theMostSpecificEntryIsTold(String address, String expected, String entries) {
    assertThat(AddressList.of(entries.split(" ")).match(address)).contains(expected);
  }

  @Test
  void anEntryIsToldAsWritten() {
    assertThat(AddressList.of("*@Bank.EXAMPLE").match("ann@bank.example"))
        .contains("*@Bank.EXAMPLE");
  }

  @Test
  void anEntryThatIsRepeatedStaysAsItWasFirst() {
    AddressList list = AddressList.of("*@a.example", "b@b.example", "*@A.example");
    assertThat(list.entries()).containsExactly("*@a.example", "b@b.example");
    assertThat(list.size()).isEqualTo(2);
  }

  @Test
  void theLiterallyEqualEntryIsRemoved() {
    AddressList list =
        AddressList.builder()
            .add("*@bank.example")
            .add("ann@bank.example")
            .remove("*@BANK.example")
            .build();
    assertThat(list.entries()).containsExactly("ann@bank.example");
  }

  @ParameterizedTest
  @CsvSource({"ann@bank.example", "*@*", "*", "?@bank.example", "bank.example", "''"})
  void noOtherEntryIsRemoved(String removed) {
    AddressList list = AddressList.builder().add("*@bank.example").remove(removed).build();
    assertThat(list.entries()).containsExactly("*@bank.example");
  }

  @Test
  void anEntryCanComeBackAfterItsRemoval() {
    AddressList.Builder builder = AddressList.builder().remove("a@b.example").add("a@b.example");
    assertThat(builder.build().match("a@b.example")).isPresent();
    assertThat(builder.remove("a@b.example").build().match("a@b.example")).isEmpty();
    assertThat(builder.add("A@b.example").build().match("a@b.example")).contains("A@b.example");
  }

  @Test
  void aListDoesNotChangeWithItsBuilder() {
    AddressList.Builder builder = AddressList.builder().add("*@a.example");
    AddressList list = builder.build();
    builder.remove("*@a.example").add("*@b.example");
    assertThat(list.entries()).containsExactly("*@a.example");
    assertThat(list.match("x@b.example")).isEmpty();
  }

  @Test
  void anEmptyListCoversNothing() {
    assertThat(AddressList.EMPTY.isEmpty()).isTrue();
    assertThat(AddressList.EMPTY.size()).isZero();
    assertThat(AddressList.EMPTY.match("")).isEmpty();
    assertThat(AddressList.EMPTY.match("ann@bank.example")).isEmpty();
    assertThat(AddressList.of("a").isEmpty()).isFalse();
  }

  @Test
  void whatIsNoEntryIsRefused() {
    AddressList.Builder builder = AddressList.builder();
    assertThatThrownBy(() -> builder.add("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.add("a".repeat(1_001)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1001");
    assertThat(builder.add("a".repeat(1_000)).build().match("a".repeat(1_000))).isPresent();
  }

  @Test
  void overlongAddressesAreCoveredByNothing() {
    AddressList list = AddressList.of("*", "*@bank.example", "a*");
    String domain = "@bank.example";
    assertThat(list.match("a".repeat(1_000 - domain.length()) + domain)).isPresent();
    assertThat(list.match("a".repeat(1_001 - domain.length()) + domain)).isEmpty();
  }

  @Test
  @Timeout(20)
  void hostilePatternsTakeNoLong() {
    AddressList.Builder builder = AddressList.builder();
    for (int i = 1; i <= 400; i++) {
      builder.add("*a".repeat(i) + "*b");
      builder.add("*" + "a".repeat(100 + i) + "c*b");
    }
    AddressList list = builder.build();
    assertThat(list.match("a".repeat(1_000))).isEmpty();
    assertThat(list.match("a".repeat(999) + "b")).contains("*a".repeat(400) + "*b");
    assertThat(list.match("d".repeat(999) + "b")).isEmpty();
  }

  @Test
  @Timeout(20)
  void hundredThousandEntriesTakeNoLong() {
    AddressList.Builder builder = AddressList.builder();
    for (int i = 0; i < 20_000; i++) {
      builder.add("user" + i + "@exact.example");
      builder.add("*@domain" + i + ".example");
      builder.add("*@*.site" + i + ".example");
      builder.add("bounce-" + i + "-*@lists.example");
      builder.add("news" + i + "@*");
    }
    AddressList list = builder.build();
    assertThat(list.size()).isEqualTo(100_000);
    for (int i = 0; i < 20_000; i += 9) {
      assertThat(list.match("user" + i + "@exact.example")).contains("user" + i + "@exact.example");
      assertThat(list.match("x@domain" + i + ".example")).contains("*@domain" + i + ".example");
      assertThat(list.match("x@a.site" + i + ".example")).contains("*@*.site" + i + ".example");
      assertThat(list.match("bounce-" + i + "-7@lists.example"))
          .contains("bounce-" + i + "-*@lists.example");
      assertThat(list.match("news" + i + "@x.example")).contains("news" + i + "@*");
      assertThat(list.match("nobody" + i + "@nowhere.example")).isEmpty();
    }
  }
}
