package org.spfsuite.core.testing;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What holds for the packages of every module; its own test adds what each may depend on. */
public abstract class ArchitectureContract {

  /** The classes of the module that is under test, without its tests. */
  protected static final JavaClasses MAIN = new ClassFileImporter().importPath("target/classes");

  /** Each package is a slice, the module's root package among them. */
  @Test
  final void noPackagesDependOnEachOtherInACircle() {
    slices().matching("org.spfsuite.(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  final void everyPackageIsNullMarked() {
    assertThat(MAIN.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allSatisfy(
            javaPackage ->
                assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                    .as(javaPackage.getName())
                    .isTrue());
  }
}
