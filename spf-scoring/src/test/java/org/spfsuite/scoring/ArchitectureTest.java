package org.spfsuite.scoring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

  private static final JavaClasses MAIN = new ClassFileImporter().importPath("target/classes");

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().assignedFrom(byPackage()).should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<JavaPackage> packages =
        MAIN.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
    assertThat(packages)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            javaPackage ->
                assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                    .as(javaPackage.getName())
                    .isTrue());
  }

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

  /** One slice for each package, the root package among them. */
  private static SliceAssignment byPackage() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        return javaClass.getPackageName().startsWith("org.spfsuite.scoring")
            ? SliceIdentifier.of(javaClass.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of spf-scoring";
      }
    };
  }
}
