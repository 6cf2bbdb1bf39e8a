package dev.offload.lifecycle;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "dev.offload.lifecycle", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /// JSON values are data of the schemas, such as a task's input. Stored records say how they
  /// are written.
  @ArchTest
  static final ArchRule decisionsKnowNothingButSchemas =
      classes()
          .that()
          .resideInAPackage("..lifecycle.task..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "java..",
                      "com.fasterxml.jackson.annotation..",
                      "dev.offload.schemas..",
                      "..lifecycle.machine..",
                      "..lifecycle.task..")
                  .or(equivalentTo(JsonNode.class)));

  /// The machine package does not know tasks or schedules.
  @ArchTest
  static final ArchRule machinesKnowNothingButThemselves =
      classes()
          .that()
          .resideInAPackage("..lifecycle.machine..")
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("java..", "..lifecycle.machine.."));

  /// Fire times are pure too.
  @ArchTest
  static final ArchRule decisionsOfSchedulesKnowNothingButSchemasAndFireTimes =
      classes()
          .that()
          .resideInAPackage("..lifecycle.schedule..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "dev.offload.schemas..",
                  "dev.offload.cron..",
                  "..lifecycle.machine..",
                  "..schedule.."));

  /// What a limit's coordinator and the partitions decide is pure too.
  @ArchTest
  static final ArchRule decisionsOfLimitsKnowNothingButSchemas =
      classes()
          .that()
          .resideInAPackage("..lifecycle.limit..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "dev.offload.schemas..",
                  "..lifecycle.machine..",
                  "..lifecycle.limit.."));

  @ArchTest
  static final ArchRule decisionsAskNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..lifecycle.machine..",
              "..lifecycle.task..",
              "..lifecycle.schedule..",
              "..lifecycle.limit..",
              "..lifecycle.timer..",
              "..lifecycle.line..",
              "..lifecycle.topology..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule streamsStaysInTopologyStoresTimersAndStreams =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..lifecycle.topology..",
              "..lifecycle.store..",
              "..lifecycle.timer..",
              "..lifecycle.streams..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka.streams..");
}
