package org.spfsuite.mailet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import org.spfsuite.core.testing.ArchitectureContract;

final class ArchitectureTest extends ArchitectureContract {

  @Test
  void injectionIsGuicesOwnSoThatBothLinesOfJamesCanUseIt() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.inject..", "jakarta.inject..")
        .check(MAIN);
  }

  @Test
  void mailTypesStayInTheirAdapter() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.spfsuite.mailet.message..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.mail.internet..", "jakarta.mail..")
        .check(MAIN);
  }

  @Test
  void dnsGoesThroughTheEngine() {
    noClasses().should().dependOnClassesThat().resideInAPackage("org.xbill..").check(MAIN);
  }

  @Test
  void policyKnowsNoMailServer() {
    noClasses()
        .that()
        .resideInAPackage("..policy..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache..")
        .check(MAIN);
  }

  /** What James gives us speaks of James's Guava, which is not the one in our jar. */
  @Test
  void nobodyHereUsesGuava() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.common..", "com.google.thirdparty..")
        .check(MAIN);
  }

  /** The jar is packed without it. */
  @Test
  void nobodyHereTunesWeights() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.spfsuite.scoring.tuning..", "org.hipparchus..")
        .check(MAIN);
  }

  /** So that whoever wants no scores loads nothing of them. */
  @Test
  void hooksAndMailetsForVerdictsAloneKnowNoScores() {
    noClasses()
        .that()
        .haveSimpleName("SpfHook")
        .or()
        .haveSimpleName("SpfCheck")
        .or()
        .haveSimpleName("SpfMarks")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.spfsuite.scoring..", "org.spfsuite.mailet.scoring..")
        .check(MAIN);
  }
}
