package dev.offload.ingest.problem;

import dev.offload.schemas.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/// Refuses what the web server would take: a request in another version of HTTP, one that names two
/// hosts (RFC 9112, section 3.2), of which a proxy may have read the other, and one with a target
/// that breaks the [TargetRules]. The web server refuses a request without a host by itself.
class RequestHeadChecker {

  private static final int BEFORE_EVERYTHING = -10_000;

  void install(@Observes Router router) {
    router.route().order(BEFORE_EVERYTHING).handler(RequestHeadChecker::check);
  }

  private static void check(RoutingContext request) {
    fault(request.request())
        .ifPresentOrElse(problem -> ServerProblems.answer(request, problem), request::next);
  }

  private static Optional<Problem> fault(HttpServerRequest request) {
    // Null stands for a version that the web server does not know.
    if (request.version() == null) {
      return Optional.of(FrameworkProblems.ofStatus(505));
    }
    return (request.headers().getAll(HttpHeaders.HOST).size() > 1
            ? Optional.of("The request may have only one Host header.")
            : TargetRules.mistake(request.uri(), request.path()))
        .map(mistake -> Problem.of(ProblemCode.INVALID_PARAMETER, mistake));
  }
}
