package dev.offload.ingest.problem;

import dev.offload.schemas.json.Json;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;

/// Makes problems of the web server's own answers, when no resource is reached.
class ServerProblems {

  private static final int[] STATUSES = {400, 404, 405, 406, 413, 414, 415, 431, 500};
  private static final int FIRST = Integer.MIN_VALUE;

  void install(@Observes Router router) {
    for (int status : STATUSES) {
      Problem problem = FrameworkProblems.ofStatus(status);
      router.errorHandler(status, request -> answer(request, problem));
    }
    router.route().order(FIRST).failureHandler(ServerProblems::answerClientsFault);
  }

  /// Answers what the web server refuses before it looks for a route. Otherwise that would be
  /// logged as a fault of ours.
  private static void answerClientsFault(RoutingContext request) {
    int status = request.statusCode();
    if (status >= 400 && status < 500) {
      answer(request, FrameworkProblems.ofStatus(status));
    } else {
      request.next();
    }
  }

  /// Answers at once. The rest of the body is not read, so the connection can't go on.
  static void answer(RoutingContext request, Problem problem) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    if (!request.request().isEnded()) {
      response.putHeader(HttpHeaderNames.CONNECTION, "close");
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(json(problem));
  }

  private static Buffer json(Problem problem) {
    return Buffer.buffer(Json.bytes(problem));
  }
}
