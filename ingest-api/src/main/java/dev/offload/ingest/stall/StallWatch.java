package dev.offload.ingest.stall;

import dev.offload.ingest.cutoff.OpenConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts off clients that read nothing of what they are sent for too long, and if all together leave
/// too much unread, some of those that leave the most. An answer that waits for its client keeps
/// its memory, its thread and its seat. Such a wait ends here, whatever answer it is.
@ApplicationScoped
class StallWatch {
  private static final Logger log = LoggerFactory.getLogger(StallWatch.class);
  private static final int BEFORE_EVERYTHING = -20_000;
  private static final int LOOKS_PER_LIMIT = 8;

  /// Often enough that little more than the limit can be written in between.
  private static final Duration LOOK_AT_ALL_EVERY = Duration.ofMillis(200);

  private final Vertx vertx;
  private final AnswersConfig config;
  private final MeterRegistry meters;
  private final Unread unread;
  private final Map<Outgoing, Client> watched = new ConcurrentHashMap<>();

  /// The client at the other end of a connection.
  private static final class Client {
    private final Patience patience;

    /// The tenant whose request is being answered. A proxy sends requests of many tenants one
    /// after another.
    private volatile String tenant = "";

    private Client(Duration stallLimit) {
      this.patience = new Patience(stallLimit);
    }
  }

  StallWatch(Vertx vertx, AnswersConfig config, MeterRegistry meters) {
    this.vertx = vertx;
    this.config = config;
    this.meters = meters;
    this.unread = new Unread(config.unreadBytes().asLongValue());
  }

  void install(@Observes Router router) {
    router.route().order(BEFORE_EVERYTHING).handler(this::watch);
  }

  void start(@Observes StartupEvent event) {
    long every = Math.max(1, config.stallLimit().toMillis() / LOOKS_PER_LIMIT);
    vertx.setPeriodic(every, _ -> watched.forEach(this::look));
    vertx.setPeriodic(LOOK_AT_ALL_EVERY.toMillis(), _ -> lookAtAll());
  }

  private void watch(RoutingContext routing) {
    OpenConnection.inside(routing.request().connection()).ifPresent(this::watch);
    routing.next();
  }

  private void watch(ChannelHandlerContext connection) {
    var outgoing = new Outgoing(connection);
    if (watched.putIfAbsent(outgoing, new Client(config.stallLimit())) == null) {
      var _ = connection.channel().closeFuture().addListener(_ -> watched.remove(outgoing));
    }
  }

  /// The answer that is sent next on `connection` is for this tenant.
  void isOf(HttpConnection connection, String tenant) {
    OpenConnection.inside(connection)
        .map(inside -> watched.get(new Outgoing(inside)))
        .ifPresent(client -> client.tenant = tenant);
  }

  private void look(Outgoing outgoing, Client client) {
    outgoing.whereItMayBeAsked(
        () -> {
          if (client.patience.hasEnded(outgoing.mark(), System.nanoTime())) {
            cut(outgoing, client, "stalled");
          }
        });
  }

  private void lookAtAll() {
    List<Unread.Waiting<Outgoing>> waiting = new ArrayList<>();
    watched.forEach(
        (outgoing, client) ->
            waiting.add(
                new Unread.Waiting<>(
                    outgoing, client.tenant, outgoing.waitingBytes(), client.patience.since())));
    for (Outgoing outgoing : unread.tooMuch(waiting)) {
      Client client = watched.get(outgoing);
      if (client != null) {
        cut(outgoing, client, "unread");
      }
    }
  }

  private void cut(Outgoing outgoing, Client client, String reason) {
    log.info("client cut off, it does not read tenant={} reason={}", client.tenant, reason);
    meters.counter("offload.clients.cut", "reason", reason).increment();
    watched.remove(outgoing);
    outgoing.cut();
  }
}
