package dev.offload.ingest.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/// Answers `OPTIONS`, and refuses what would be a change, where something is served that can only
/// be read: the OpenAPI document, the page that shows it, and what browsers load. The framework
/// would answer every method with the document, and `OPTIONS` with 404. For paths of resources
/// [MethodsResourceFilter] does the same.
class ReadOnlyPages {

  private static final String PATHS =
      "/openapi(\\.(json|ya?ml))?/?|/docs(/.*)?|/offload-progress\\.js|/portal(\\.(js|css))?";
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String ALLOWED = "GET, HEAD, OPTIONS";
  private static final int BEFORE_THE_PAGES = -1_000;

  void install(@Observes Router router) {
    router.routeWithRegex(PATHS).order(BEFORE_THE_PAGES).handler(ReadOnlyPages::check);
  }

  private static void check(RoutingContext request) {
    HttpMethod method = request.request().method();
    if (READING.contains(method)) {
      request.next();
      return;
    }
    request.response().putHeader(HttpHeaders.ALLOW, ALLOWED);
    if (method.equals(HttpMethod.OPTIONS)) {
      request.response().setStatusCode(204).end();
    } else {
      ServerProblems.answer(request, FrameworkProblems.ofStatus(405));
    }
  }
}
