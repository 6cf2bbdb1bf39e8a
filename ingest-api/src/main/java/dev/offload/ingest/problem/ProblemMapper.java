package dev.offload.ingest.problem;

import dev.offload.schemas.ProblemCode;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns any exception that ends a request into a [Problem], including the framework's own.
class ProblemMapper {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  private static final long UNTIL_CLOSED_MILLIS = 200;

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    Response.ResponseBuilder response = response(e.problem());
    e.headers().forEach(response::header);
    return response.build();
  }

  @ServerExceptionMapper
  Response frameworksOwn(WebApplicationException e, RoutingContext http) {
    int status = e.getResponse().getStatus();
    if (status >= 500) {
      return unexpected(e, http);
    }
    return response(FrameworkProblems.ofStatus(status)).build();
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e, RoutingContext http) {
    if (e instanceof IOException || e instanceof UncheckedIOException) {
      // A client that hangs up fails our reading some time before its connection counts as closed.
      http.vertx().setTimer(UNTIL_CLOSED_MILLIS, _ -> log(e, http));
    } else {
      log(e, http);
    }
    // To an answer that is under way, or has nobody to go to, nothing can be added.
    return http.response().ended() || http.response().closed()
        ? Response.serverError().build()
        : response(FrameworkProblems.of(ProblemCode.INTERNAL)).build();
  }

  private static void log(Throwable e, RoutingContext http) {
    if (http.response().closed() || endsWithItsConnection(e)) {
      LOG.debug("Request ends with its connection", e);
    } else {
      LOG.error("Request failed unexpectedly", e);
    }
  }

  private static boolean endsWithItsConnection(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException || cause instanceof ClosedChannelException) {
        return true;
      }
    }
    return false;
  }

  static Response.ResponseBuilder response(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
  }
}
