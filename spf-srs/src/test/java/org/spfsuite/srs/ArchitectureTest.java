package org.spfsuite.srs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import org.spfsuite.core.testing.ArchitectureContract;

final class ArchitectureTest extends ArchitectureContract {

  @Test
  void senderRewritingKnowsTheEngineAndItsFewLibraries() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "javax.sql..",
            "org.jspecify.annotations..",
            "org.spfsuite.srs..",
            "org.spfsuite.core..",
            "com.github.benmanes.caffeine.cache..",
            "com.zaxxer.hikari..",
            "org.h2.jdbcx..")
        .check(MAIN);
  }

  @Test
  void onlyTheStoreKnowsDatabases() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..srs.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "com.zaxxer.hikari..", "org.h2..")
        .check(MAIN);
  }

  @Test
  void onlyKeysAreSecret() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..srs.key..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javax.crypto..")
        .check(MAIN);
  }

  @Test
  void addressesKnowNothingElse() {
    classes()
        .that()
        .resideInAPackage("..srs.address..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations..",
            "org.spfsuite.srs.address..",
            "org.spfsuite.core.text..")
        .check(MAIN);
  }

  @Test
  void nothingIsMatchedByRegularExpressions() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.regex..").check(MAIN);
  }
}
