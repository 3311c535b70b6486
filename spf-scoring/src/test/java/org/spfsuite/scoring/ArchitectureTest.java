package org.spfsuite.scoring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import org.spfsuite.core.testing.ArchitectureContract;

final class ArchitectureTest extends ArchitectureContract {

  @Test
  void scoringKnowsTheEngineAndItsFewLibraries() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations..",
            "org.spfsuite.scoring..",
            "org.spfsuite.core..",
            "com.google.common..",
            "com.fasterxml.jackson.core..",
            "org.hipparchus..")
        .check(MAIN);
  }

  @Test
  void onlyTuningNeedsTheNumericLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..scoring.tuning..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.hipparchus..")
        .check(MAIN);
  }

  @Test
  void nothingNeedsTuningButReportsThatAreItsLog() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..scoring.tuning..", "..scoring.report..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..scoring.tuning..")
        .check(MAIN);
  }

  /** Points are given for facts, which somebody else has found out. */
  @Test
  void whatGivesPointsAsksNobody() {
    noClasses()
        .that()
        .resideInAnyPackage("..scoring.score..", "..scoring.rule..", "..scoring.eval..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.spfsuite.core", "org.spfsuite.core.dns.dnsjava..", "java.net..")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName("DnsResolver")
        .check(MAIN);
  }

  @Test
  void nothingIsMatchedByRegularExpressions() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.regex..").check(MAIN);
  }
}
