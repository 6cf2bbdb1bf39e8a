package dev.offload.ingest.body;

import dev.offload.ingest.problem.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Says what is wrong with a compressed body.
class UndecodableBodyMapper {

  @ServerExceptionMapper
  Response undecodable(UndecodableBody e) {
    Problem problem = e.problem().problem();
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }
}
