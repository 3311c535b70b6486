package org.spfsuite.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import org.junit.jupiter.api.Test;
import org.spfsuite.core.testing.ArchitectureContract;

final class ArchitectureTest extends ArchitectureContract {

  @Test
  void commandsNeedOurLibrariesAndWhatReadsOptionsAndWritesJson() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations..",
            "org.spfsuite.cli..",
            "org.spfsuite.core..",
            "org.spfsuite.scoring..",
            "org.spfsuite.srs..",
            "picocli..",
            "com.fasterxml.jackson.core..")
        .check(MAIN);
  }
}
