package dev.offload.ingest.problem;

import dev.offload.schemas.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/// Refuses a request in another version of HTTP, and one that names two hosts (RFC 9112, section
/// 3.2): a proxy may have read the other one. The web server would take both. It refuses a request
/// without a host by itself.
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
    return request.headers().getAll(HttpHeaders.HOST).size() > 1
        ? Optional.of(
            Problem.of(ProblemCode.INVALID_PARAMETER, "The request may have only one Host header."))
        : Optional.empty();
  }
}
