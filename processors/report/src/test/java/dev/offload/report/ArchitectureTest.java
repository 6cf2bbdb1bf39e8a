package dev.offload.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.offload.report", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule PARTS_DO_NOT_GO_IN_CIRCLES =
      slices().matching("dev.offload.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_CHILD_NEEDS_ONLY_THE_JARS_IT_IS_GIVEN =
      classes()
          .that()
          .resideInAnyPackage(
              "dev.offload.report.query",
              "dev.offload.report.source",
              "dev.offload.report.chart",
              "dev.offload.report.pdf",
              "dev.offload.report.shown",
              "dev.offload.report.protocol")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "com.fasterxml.jackson..",
              "de.siegmar.fastcsv..",
              "org.duckdb..",
              "org.dhatim.fastexcel..",
              "org.librepdf.openpdf..",
              "org.openpdf..",
              "dev.offload.csv",
              "dev.offload.report.query",
              "dev.offload.report.source",
              "dev.offload.report.chart",
              "dev.offload.report.pdf",
              "dev.offload.report.shown",
              "dev.offload.report.protocol");
}
