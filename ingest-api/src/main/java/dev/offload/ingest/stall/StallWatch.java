package dev.offload.ingest.stall;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts off clients that read nothing of what they are sent. An answer that waits for its client
/// keeps its memory, its thread and its seat. Such a wait ends here, whatever answer it is.
@ApplicationScoped
class StallWatch {
  private static final Logger log = LoggerFactory.getLogger(StallWatch.class);
  private static final int BEFORE_EVERYTHING = 20_000;
  private static final int LOOKS_PER_LIMIT = 8;

  private final Vertx vertx;
  private final AnswersConfig config;
  private final Map<Outgoing, Patience> watched = new ConcurrentHashMap<>();

  StallWatch(Vertx vertx, AnswersConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  void install(@Observes Filters filters) {
    filters.register(this::watch, BEFORE_EVERYTHING);
  }

  void start(@Observes StartupEvent event) {
    long every = Math.max(1, config.stallLimit().toMillis() / LOOKS_PER_LIMIT);
    vertx.setPeriodic(every, _ -> watched.forEach(this::look));
  }

  private void watch(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (request.connection() instanceof ConnectionBase connection) {
      var whole = new Outgoing.OfConnection(connection.channelHandlerContext());
      if (watched.putIfAbsent(whole, new Patience(config.stallLimit())) == null) {
        var _ = connection.channel().closeFuture().addListener(_ -> watched.remove(whole));
      }
    }
    if (request.version() == HttpVersion.HTTP_2) {
      var stream = new Outgoing.OfStream(request);
      watched.put(stream, new Patience(config.stallLimit()));
      routing.addEndHandler(_ -> watched.remove(stream));
    }
    routing.next();
  }

  private void look(Outgoing outgoing, Patience patience) {
    outgoing.whereItMayBeAsked(
        () -> {
          if (patience.hasEnded(outgoing.mark(), System.nanoTime())) {
            log.info("client cut off, it does not read what it is sent");
            watched.remove(outgoing);
            outgoing.cut();
          }
        });
  }
}
