package org.spfsuite.mailet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressPatternTest {

  @ParameterizedTest
  @CsvSource({
    "ann@bank.example,    ann@bank.example,         true",
    "ann@bank.example,    ANN@Bank.Example,         true",
    "ann@bank.example,    ann@mail.bank.example,    false",
    "bank.example,        ann@bank.example,         true",
    "bank.example,        ann@mail.bank.example,    false",
    "bank.example,        bank.example,             false",
    "*.bank.example,      ann@mail.bank.example,    true",
    "*.bank.example,      ann@bank.example,         false",
    "*@*.bank.example,    ann@a.b.bank.example,     true",
    "postmaster@*,        Postmaster@here.example,  true",
    "postmaster@*,        postmaster2@here.example, false",
    "ann+*@bank.example,  ann+news@bank.example,    true",
    "ann+*@bank.example,  anna@bank.example,        false",
    "a?n@bank.example,    ann@bank.example,         true",
    "a?n@bank.example,    an@bank.example,          false",
    "\"x@y\"@bank.example, \"x@y\"@bank.example,    true",
    "*,                   anybody@any.example,      true",
  })
  void matchesAddresses(String pattern, String address, boolean matches) {
    assertThat(AddressPattern.parse(pattern).orElseThrow().matches(address)).isEqualTo(matches);
  }

  @Test
  void theNullSenderIsNobody() {
    assertThat(AddressPattern.parse("*").orElseThrow().matches("")).isFalse();
  }
}
