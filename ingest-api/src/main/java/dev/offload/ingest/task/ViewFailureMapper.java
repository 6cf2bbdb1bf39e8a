package dev.offload.ingest.task;

import dev.offload.ingest.problem.Problem;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.view.ViewBusy;
import dev.offload.ingest.view.ViewFailure;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a client to come back if the task view does not answer, because it is being rebuilt or its
/// disk is in trouble.
class ViewFailureMapper {
  private static final Logger log = LoggerFactory.getLogger(ViewFailureMapper.class);

  private final LookupConfig config;

  ViewFailureMapper(LookupConfig config) {
    this.config = config;
  }

  @ServerExceptionMapper
  Response notAnswered(ViewFailure e) {
    ProblemException problem =
        switch (e) {
          case ViewBusy busy -> {
            log.info("task view is busy: {}", busy.getMessage());
            yield ProblemException.unavailable(
                "The tasks could not be read in time. A narrower filter may help.",
                config.retryAfter());
          }
          default -> {
            log.error("task view did not answer", e);
            yield ProblemException.unavailable(
                "The tasks can't be read at the moment.", config.retryAfter());
          }
        };
    Response.ResponseBuilder response =
        Response.status(problem.problem().status())
            .type(Problem.MEDIA_TYPE)
            .entity(problem.problem());
    problem.headers().forEach(response::header);
    return response.build();
  }
}
