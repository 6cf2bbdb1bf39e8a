package dev.offload.ingest.problem;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/// Refuses a request whose head is too large, with a problem.
///
/// The web server has limits of its own, but its answers beyond them have no body, and this can't
/// be changed. So it is set to accept a little more than this.
class RequestHeadLimiter {

  static final int MAX_TARGET = 8 * 1024;
  static final int MAX_HEADERS = 16 * 1024;
  private static final int BEFORE_EVERYTHING = -10_000;

  void install(@Observes Router router) {
    router.route().order(BEFORE_EVERYTHING).handler(RequestHeadLimiter::check);
  }

  private static void check(RoutingContext request) {
    if (isTooLarge(request.request())) {
      ServerProblems.answer(request, FrameworkProblems.ofStatus(431));
    } else {
      request.next();
    }
  }

  private static boolean isTooLarge(HttpServerRequest request) {
    int size = 0;
    for (Map.Entry<String, String> header : request.headers()) {
      size += header.getKey().length() + header.getValue().length() + ": \r\n".length();
    }
    return size > MAX_HEADERS || request.uri().length() > MAX_TARGET;
  }
}
