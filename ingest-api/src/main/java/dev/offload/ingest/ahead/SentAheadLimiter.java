package dev.offload.ingest.ahead;

import dev.offload.ingest.cutoff.OpenConnection;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/// Has each connection read no further while its client has sent too many requests ahead.
@ApplicationScoped
class SentAheadLimiter {
  private static final int BEFORE_EVERYTHING = -20_000;
  private static final String NAME = "offload-sent-ahead";

  void install(@Observes Router router) {
    router.route().order(BEFORE_EVERYTHING).handler(SentAheadLimiter::limit);
  }

  private static void limit(RoutingContext routing) {
    Optional<ChannelHandlerContext> inside = OpenConnection.inside(routing.request().connection());
    if (inside.isPresent()) {
      ChannelHandlerContext server = inside.get();
      if (server.isRemoved()) {
        // The connection was closed in the meantime, and nobody would read the answer.
        return;
      }
      ChannelPipeline pipeline = server.pipeline();
      if (pipeline.get(NAME) == null) {
        // The connection's first request has passed.
        pipeline.addBefore(server.name(), NAME, new SentAhead(1));
      }
    }
    routing.next();
  }
}
