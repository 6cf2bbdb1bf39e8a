package dev.offload.ingest.kafka;

import dev.offload.ingest.problem.Problem;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.kafka.write.NotWritten;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Tells a client to come back if nothing more can be said about a record that was not written.
class NotWrittenMapper {

  private final KafkaWritingConfig config;

  NotWrittenMapper(KafkaWritingConfig config) {
    this.config = config;
  }

  @ServerExceptionMapper
  Response notWritten(NotWritten e) {
    ProblemException problem =
        ProblemException.unavailable(
            "Kafka does not answer. It is not known whether the change was made.",
            config.retryAfter());
    Response.ResponseBuilder response =
        Response.status(problem.problem().status())
            .type(Problem.MEDIA_TYPE)
            .entity(problem.problem());
    problem.headers().forEach(response::header);
    return response.build();
  }
}
