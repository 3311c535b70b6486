package org.spfsuite.integration.demo;

import java.util.List;
import org.spfsuite.core.dns.Zone;

/**
 * One short SMTP conversation and the decision that is right.
 *
 * @param title what it shows
 * @param client address that it comes from
 * @param helo the name that the client gives
 * @param sender the reverse-path; empty for the null sender
 * @param refused whether James must refuse it, with 550 5.7.23
 * @param result of the MAIL FROM identity, as {@code Received-SPF} must say of a delivered message
 */
record Scenario(
    String title, String client, String helo, String sender, boolean refused, String result) {

  static final String RECIPIENT = "alice@here.example";

  /** What the demo's DNS server says. */
  static final Zone ZONE =
      Zone.builder()
          .txt("bank.example", "v=spf1 ip4:192.0.2.10 -all exp=why.bank.example")
          .txt("why.bank.example", "%{i} is not one of our mail servers. Call us before you pay.")
          .txt("mail.bank.example", "v=spf1 a -all")
          .address("mail.bank.example", "192.0.2.10")
          .address("village.example", "198.51.100.7")
          .txt("typo.example", "v=spf1 ip4:192.0.2.300 -all")
          .build();

  /** The same for people. */
  static final List<String> ZONE_TEXT =
      List.of(
          "bank.example       TXT  v=spf1 ip4:192.0.2.10 -all exp=why.bank.example",
          "why.bank.example   TXT  %{i} is not one of our mail servers. Call us before you pay.",
          "mail.bank.example  TXT  v=spf1 a -all",
          "mail.bank.example  A    192.0.2.10",
          "village.example    A    198.51.100.7      (no SPF record)",
          "typo.example       TXT  v=spf1 ip4:192.0.2.300 -all");

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "Legitimate: the bank's own server writes to Alice",
            "192.0.2.10",
            "mail.bank.example",
            "teller@bank.example",
            false,
            "pass"),
        new Scenario(
            "Forged: a stranger writes in the bank's name",
            "203.0.113.66",
            "cheap-vps.example",
            "boss@bank.example",
            true,
            "fail"),
        new Scenario(
            "Null sender: a bounce is judged by the name in HELO, here a stolen one",
            "203.0.113.66",
            "mail.bank.example",
            "",
            true,
            "fail"),
        new Scenario(
            "No SPF: a domain that publishes nothing is left in peace",
            "198.51.100.7",
            "village.example",
            "mayor@village.example",
            false,
            "none"),
        new Scenario(
            "Broken record: a typing error costs nobody a message, and the header names it",
            "198.51.100.9",
            "typo.example",
            "clerk@typo.example",
            false,
            "permerror"));
  }
}
