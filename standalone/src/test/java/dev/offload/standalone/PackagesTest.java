package dev.offload.standalone;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// All that runs in one process: every module but those that look at it from outside.
@AnalyzeClasses(packages = "dev.offload", importOptions = DoNotIncludeTests.class)
class PackagesTest {
  @ArchTest
  static final ArchRule PACKAGES_DO_NOT_GO_IN_CIRCLES =
      slices().matching("dev.offload.(**)").should().beFreeOfCycles();
}
