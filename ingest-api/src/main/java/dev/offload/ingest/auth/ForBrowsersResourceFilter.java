package dev.offload.ingest.auth;

import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Answers calls with a token [ForBrowsers].
class ForBrowsersResourceFilter {
  private final Caller caller;

  ForBrowsersResourceFilter(Caller caller) {
    this.caller = caller;
  }

  @ServerResponseFilter
  void answer(ContainerResponseContext response) {
    if (ForBrowsers.hasMore(response.getEntity()) && caller.grant().isPresent()) {
      response.setEntity(ForBrowsers.of(response.getEntity()));
    }
  }
}
