package dev.offload.ingest.live;

import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Answers 204, which keeps an `EventSource` from connecting again (HTML standard, section 9.2).
class NothingToTellMapper {

  @ServerExceptionMapper
  Response end(NothingToTell e) {
    return Response.noContent().build();
  }
}
