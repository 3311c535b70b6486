package org.spfsuite.mailet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

  private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.spfsuite.mailet.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void injectionIsGuicesOwnSoThatBothLinesOfJamesCanUseIt() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.inject..", "jakarta.inject..")
        .check(CLASSES);
  }

  @Test
  void mailTypesStayInTheirAdapter() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.spfsuite.mailet.message..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.mail.internet..", "jakarta.mail..")
        .check(CLASSES);
  }

  @Test
  void dnsGoesThroughTheEngine() {
    noClasses().should().dependOnClassesThat().resideInAPackage("org.xbill..").check(CLASSES);
  }

  @Test
  void policyKnowsNoMailServer() {
    noClasses()
        .that()
        .resideInAPackage("..policy..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache..")
        .check(CLASSES);
  }

  /** What James gives us speaks of James's Guava, which is not the one in our jar. */
  @Test
  void nobodyHereUsesGuava() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.common..", "com.google.thirdparty..")
        .check(CLASSES);
  }

  /** The jar is packed without it. */
  @Test
  void nobodyHereTunesWeights() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.spfsuite.scoring.tuning..", "org.hipparchus..")
        .check(CLASSES);
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
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .collect(Collectors.toSet());

    assertThat(unmarked).isEmpty();
  }
}
