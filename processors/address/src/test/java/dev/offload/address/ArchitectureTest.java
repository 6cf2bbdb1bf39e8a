package dev.offload.address;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.offload.address", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesDoNotGoInCircles =
      slices().matching("dev.offload.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule checksOfAddressesKnowNeitherKafkaNorFiles =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.net.ssl..",
              "inet.ipaddr..",
              "org.apache.hc..",
              "org.slf4j..",
              // its settings
              "io.smallrye.config",
              "jakarta.validation..",
              "org.eclipse.microprofile.config.spi",
              "org.hibernate.validator.constraints..",
              "dev.offload.address..",
              "dev.offload.schemas",
              "dev.offload.worker");
}
