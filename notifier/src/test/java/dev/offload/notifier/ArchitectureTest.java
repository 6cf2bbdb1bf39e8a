package dev.offload.notifier;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.offload.notifier", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesDoNotGoInCircles =
      slices().matching("dev.offload.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule notifierKnowsOnlyTopicsTheirRecordsAndTheHandlerItRuns =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.offload..")
                  .and(
                      resideOutsideOfPackages(
                          "dev.offload.kafka..",
                          "dev.offload.notifier..",
                          "dev.offload.schemas..",
                          "dev.offload.secrets..",
                          "dev.offload.webhook",
                          "dev.offload.worker")));
}
