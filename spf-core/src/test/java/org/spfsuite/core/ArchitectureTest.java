package org.spfsuite.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.spfsuite.core.testing.ArchitectureContract;

final class ArchitectureTest extends ArchitectureContract {

  @Test
  void theClassesOfTheModuleAreHere() {
    assertThat(Files.isDirectory(Path.of("target/classes"))).isTrue();
    assertThat(MAIN.contain(SpfChecker.class)).isTrue();
    assertThat(MAIN.contain(SpfCheckerTest.class)).isFalse();
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
}
