package dev.offload.lifecycle;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.InstantSource;

@AnalyzeClasses(packages = "dev.offload.lifecycle", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /// Where decisions are made, without a clock of their own.
  private static final String[] DECISIONS = {
    "..lifecycle.machine..",
    "..lifecycle.task..",
    "..lifecycle.schedule..",
    "..lifecycle.limit..",
    "..lifecycle.group..",
    "..lifecycle.debounce..",
    "..lifecycle.succession..",
    "..lifecycle.digest..",
    "..lifecycle.line.."
  };

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
                      "..lifecycle.succession..",
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
  static final ArchRule decisionsOfLimitsKnowNothingButSchemas = knowNothingButSchemas("limit");

  /// What groups and the partitions that count for them decide is pure too.
  @ArchTest
  static final ArchRule decisionsOfGroupsKnowNothingButSchemas = knowNothingButSchemas("group");

  /// Which task of a series runs is decided the same way.
  @ArchTest
  static final ArchRule decisionsOfDebounceKeysKnowNothingButSchemas =
      knowNothingButSchemas("debounce");

  /// What a digest tells is pure too. Events are data.
  @ArchTest
  static final ArchRule decisionsOfDigestsKnowNothingButSchemas =
      classes()
          .that()
          .resideInAPackage("..lifecycle.digest..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "java..",
                      "dev.offload.schemas..",
                      "..lifecycle.machine..",
                      "..lifecycle.digest..")
                  .or(equivalentTo(JsonNode.class)));

  @ArchTest
  static final ArchRule decisionsAskNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(DECISIONS)
          .or()
          .resideInAnyPackage("..lifecycle.timer..", "..lifecycle.topology..")
          .should()
          .accessTargetWhere(describe("a clock is asked", ArchitectureTest::asksAClock));

  /// A machine applies what was decided, and asks again.
  @ArchTest
  static final ArchRule decidersDoNotEvolve =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Decider")
          .should()
          .accessTargetWhere(
              describe("an event is applied", access -> access.getName().equals("evolve")));

  /// A decision gets the time as an argument, so it needs no clock that somebody else may have set.
  @ArchTest
  static final ArchRule decisionsHoldNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(DECISIONS)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(InstantSource.class);

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

  @ArchTest
  static final ArchRule packagesDoNotGoInCircles =
      slices().matching("dev.offload.(**)").should().beFreeOfCycles();

  private static ArchRule knowNothingButSchemas(String machine) {
    String own = "..lifecycle." + machine + "..";
    return classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "dev.offload.schemas..",
                "..lifecycle.machine..",
                "..lifecycle.succession..",
                own));
  }

  private static boolean asksAClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    return switch (owner) {
      case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
      case "java.util.Date" -> name.equals("<init>");
      default ->
          owner.startsWith("java.time.")
              && (name.equals("now") || name.startsWith("system") || name.startsWith("tick"));
    };
  }
}
