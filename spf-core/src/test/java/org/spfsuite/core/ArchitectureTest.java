package org.spfsuite.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

  private static final JavaClasses MAIN = new ClassFileImporter().importPath("target/classes");

  @Test
  void theClassesOfTheModuleAreHere() {
    assertThat(Files.isDirectory(Path.of("target/classes"))).isTrue();
    assertThat(MAIN.contain(SpfChecker.class)).isTrue();
    assertThat(MAIN.contain(SpfCheckerTest.class)).isFalse();
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().assignedFrom(byPackage()).should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<JavaPackage> packages =
        MAIN.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
    assertThat(packages)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            javaPackage ->
                assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                    .as(javaPackage.getName())
                    .isTrue());
  }

  @Test
  void onlyTheAdapterKnowsDnsjava() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..dns.dnsjava..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.xbill..")
        .check(MAIN);
  }

  @Test
  void nothingIsMatchedByRegularExpressions() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.regex..").check(MAIN);
  }

  @Test
  void theModuleKnowsNoMailServerAndNoInjection() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax..", "jakarta..", "com.google..", "org.apache..")
        .check(MAIN);
  }

  @Test
  void onlyHeadersKnowTheRootPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.spfsuite.core", "..core.header..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.spfsuite.core")
        .check(MAIN);
  }

  /** One slice for each package, the root package among them. */
  private static SliceAssignment byPackage() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
        return javaClass.getPackageName().startsWith("org.spfsuite.core")
            ? SliceIdentifier.of(javaClass.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of spf-core";
      }
    };
  }
}
