package org.spfsuite.core.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spfsuite.core.SpfRequest;
import org.spfsuite.core.dns.Zone;
import org.spfsuite.core.verdict.Identity;

/**
 * A zone and its cases.
 *
 * @param description of the scenario
 * @param zone DNS of the scenario
 * @param cases in the order of the file
 */
record Scenario(String description, Zone zone, List<Case> cases) {

  /**
   * One check.
   *
   * @param name of the case
   * @param sections of RFC 7208 or another RFC
   * @param row the edge case that it settles
   * @param request what is checked
   * @param identity which claim is checked
   * @param choices settings that differ from the defaults
   * @param expected what the verdict must say
   */
  record Case(
      String name,
      List<String> sections,
      Optional<String> row,
      SpfRequest request,
      Identity identity,
      Map<?, ?> choices,
      Expected expected) {}

  /**
   * What a verdict must say; what is empty does not matter.
   *
   * @param results allowed results, lower case
   * @param explanation of a fail
   * @param mechanism that decided
   * @param problem its code
   * @param warning a code that must be among the warnings
   * @param lookups charged terms
   * @param voids void look-ups
   * @param asked questions that DNS must have got
   * @param notAsked questions that DNS must not have got
   */
  record Expected(
      List<String> results,
      Optional<String> explanation,
      Optional<String> mechanism,
      Optional<String> problem,
      Optional<String> warning,
      Optional<Integer> lookups,
      Optional<Integer> voids,
      List<String> asked,
      List<String> notAsked) {}
}
