package dev.offload.ingest.auth;

import dev.offload.schemas.task.Announced;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Answers calls with a token with what outsiders see of a task or a group.
class ForBrowsersResourceFilter {
  private final Caller caller;

  ForBrowsersResourceFilter(Caller caller) {
    this.caller = caller;
  }

  @ServerResponseFilter
  void answer(ContainerResponseContext response) {
    if (response.getEntity() instanceof Announced whole && caller.grant().isPresent()) {
      response.setEntity(whole.forOutsiders());
    }
  }
}
