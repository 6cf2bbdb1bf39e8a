package dev.offload.e2e;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.offload.e2e", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesDoNotGoInCircles =
      slices().matching("dev.offload.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule drillsLookAtOffloadFromOutside =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.offload..")
                  .and(
                      resideOutsideOfPackages(
                          "dev.offload.disk..",
                          "dev.offload.e2e..",
                          "dev.offload.mailsink..",
                          "dev.offload.s3server..",
                          "dev.offload.schemas..",
                          "dev.offload.secrets..",
                          "dev.offload.testkit..")));
}
