package dev.offload.files;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.offload.files", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesDoNotGoInCircles =
      slices().matching("dev.offload.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule storeKnowsNothingOfTasks =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.offload..")
                  .and(
                      resideOutsideOfPackages(
                          "dev.offload.disk..", "dev.offload.files..", "dev.offload.http..")));

  @ArchTest
  static final ArchRule storeKnowsNoKafka =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..");
}
