package dev.offload.ingest.stall;

import dev.offload.ingest.auth.Caller;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Tells [StallWatch] whose answer comes next on a connection.
class AnswerOfTenantResourceFilter {
  private static final int AFTER_THE_KEY = 5_500;

  private final StallWatch watch;
  private final Caller caller;

  AnswerOfTenantResourceFilter(StallWatch watch, Caller caller) {
    this.watch = watch;
    this.caller = caller;
  }

  @ServerRequestFilter(priority = AFTER_THE_KEY)
  void tell(RoutingContext http) {
    watch.isOf(http.request().connection(), caller.tenant());
  }
}
