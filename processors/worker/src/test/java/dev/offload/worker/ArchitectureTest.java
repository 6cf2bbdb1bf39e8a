package dev.offload.worker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.offload.worker", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule PARTS_DO_NOT_GO_IN_CIRCLES =
      slices().matching("dev.offload.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_HANDLERS_SIDE_KNOWS_NEITHER_RUNTIME_NOR_KAFKA =
      noClasses()
          .that()
          .resideInAPackage("dev.offload.worker")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.offload.worker.*..")
                  .or(resideInAPackage("org.apache.kafka.."))
                  .or(resideInAPackage("io.quarkus..")));

  @ArchTest
  static final ArchRule ONLY_THE_RUNTIME_KNOWS_QUARKUS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.offload.worker.runtime")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "jakarta..", "org.eclipse.microprofile..");
}
