package dev.offload.ingest;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.offload.ingest.auth.Needs;
import dev.offload.ingest.cutoff.OpenConnection;
import dev.offload.ingest.route.Route;
import dev.offload.ingest.route.RouteFacts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

@AnalyzeClasses(
    packages = "dev.offload.ingest",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String HTTP_EDGE = ".*(Resource|ResourceFilter|Mapper|AllowedMethods)";

  @ArchTest
  static final ArchRule packagesDoNotGoInCircles =
      slices().matching("dev.offload.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule frameworksAreUsedByTheirPublicPackages =
      noClasses()
          .that()
          .doNotBelongToAnyOf(OpenConnection.class)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "io.quarkus..internal..",
                      "io.quarkus..impl..",
                      "io.quarkus.*.runtime..",
                      "io.vertx..impl..",
                      "org.jboss.resteasy..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "org.jboss.resteasy.reactive",
                              "org.jboss.resteasy.reactive.server"))))
          .because(
              "internal packages may change with any release. OpenConnection is the exception: the"
                  + " public API of Vert.x 4.5 can neither show what waits in a connection nor"
                  + " close it before its client has read everything");

  @ArchTest
  static final ArchRule jaxRsStaysAtTheEdge =
      noClasses()
          .that()
          .haveNameNotMatching(HTTP_EDGE)
          .should()
          .dependOnClassesThat(
              resideInAPackage("jakarta.ws.rs..")
                  // Live streams are made of these events; they need no request around them.
                  .and(not(resideInAPackage("jakarta.ws.rs.sse"))));

  @ArchTest
  static final ArchRule everyOperationSaysWhichScopeItNeeds =
      methods().that().areMetaAnnotatedWith(HttpMethod.class).should().beAnnotatedWith(Needs.class);

  @ArchTest
  static final ArchRule resourcesBlockVirtualThreadsOnly =
      classes()
          .that()
          .areAnnotatedWith(Path.class)
          .should()
          .beAnnotatedWith(RunOnVirtualThread.class);

  @ArchTest
  static final ArchRule choiceOfTheRouteIsPure =
      classes()
          .that()
          .areAssignableTo(Route.class)
          .or()
          .areAssignableTo(RouteFacts.class)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "dev.offload.ingest.route");
}
