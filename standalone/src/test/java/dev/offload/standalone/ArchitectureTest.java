package dev.offload.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.MemorySize;

/// What holds for all that runs in one process: every module but those that look at it from
/// outside.
@AnalyzeClasses(packages = "dev.offload", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule PACKAGES_DO_NOT_GO_IN_CIRCLES =
      slices().matching("dev.offload.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule OF_THE_WORKER_OTHERS_USE_ONLY_WHAT_HANDLERS_ARE_GIVEN =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.offload.worker..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.offload.worker.*..")
                  .and(resideOutsideOfPackage("dev.offload.worker.scratch")));

  @ArchTest
  static final ArchRule HANDLERS_KNOW_NEITHER_KAFKA_NOR_THE_FILE_STORE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.offload.address..",
              "dev.offload.csv..",
              "dev.offload.email..",
              "dev.offload.fetch..",
              "dev.offload.image..",
              "dev.offload.probe..",
              "dev.offload.report..",
              "dev.offload.webhook..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache.kafka..", "dev.offload.kafka..", "dev.offload.files.."));

  /// Quarkus documents these, in spite of the names of their packages.
  @ArchTest
  static final ArchRule NOBODY_USES_THE_INSIDE_OF_QUARKUS =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "io.quarkus..runtime..",
                      "io.quarkus..deployment..",
                      "io.quarkus..impl..",
                      "org.jboss.resteasy.reactive.common..",
                      "org.jboss.resteasy.reactive.server.core..",
                      "org.jboss.resteasy.reactive.server.handlers..",
                      "org.jboss.resteasy.reactive.server.jaxrs..",
                      "org.jboss.resteasy.reactive.server.model..",
                      "org.jboss.resteasy.reactive.server.processor..",
                      "org.jboss.resteasy.reactive.server.providers..",
                      "org.jboss.resteasy.reactive.server.spi..",
                      "org.jboss.resteasy.reactive.server.vertx..")
                  .and(
                      not(
                          belongToAnyOf(
                              MemorySize.class,
                              Quarkus.class,
                              QuarkusApplication.class,
                              QuarkusMain.class,
                              ShutdownEvent.class,
                              Startup.class,
                              StartupEvent.class))));

  @ArchTest
  static final ArchRule ONLY_ONE_CLASS_USES_THE_INSIDE_OF_VERTX =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.offload.ingest.cutoff.OpenConnection")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..impl..", "io.vertx..internal..")
          .because(
              "the public API of Vert.x 4.5 can neither show what waits in a connection nor close it"
                  + " before its client has read everything");

  @ArchTest
  static final ArchRule NOBODY_USES_THE_INSIDE_OF_KAFKA_CLIENTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.offload.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..internals..");
}
