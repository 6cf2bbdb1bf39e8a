package dev.offload.ingest.files;

import dev.offload.files.StoreUnavailable;
import dev.offload.ingest.problem.Problem;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.storage.StorageGuard;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a client to come back if the file store does not answer.
class StoreUnavailableMapper {
  private static final Logger LOG = LoggerFactory.getLogger(StoreUnavailableMapper.class);

  private final StorageGuard storage;

  StoreUnavailableMapper(StorageGuard storage) {
    this.storage = storage;
  }

  @ServerExceptionMapper
  Response notReached(StoreUnavailable e) {
    LOG.warn("The file store does not answer", e);
    ProblemException problem = storage.filesUnavailable("It is safe to ask again.");
    Response.ResponseBuilder response =
        Response.status(problem.problem().status())
            .type(Problem.MEDIA_TYPE)
            .entity(problem.problem());
    problem.headers().forEach(response::header);
    return response.build();
  }
}
