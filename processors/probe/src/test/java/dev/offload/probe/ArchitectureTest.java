package dev.offload.probe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.offload.probe", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesDoNotGoInCircles =
      slices().matching("dev.offload.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule HANDLERS_USE_ONLY_THE_HANDLERS_SIDE_OF_THE_WORKER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.offload.worker.*..", "org.apache.kafka..", "dev.offload.files..");
}
