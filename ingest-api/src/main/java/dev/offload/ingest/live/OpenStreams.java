package dev.offload.ingest.live;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.seat.SharedSeats;
import dev.offload.ingest.seat.TenantBytes;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The open streams of this replica. Their number is limited, by tenant and in all, and so are the
/// bytes on their way to clients. A client that does not read what it was sent is cut off.
@ApplicationScoped
class OpenStreams {
  private final LiveConfig config;
  private final SharedSeats places;
  private final TenantBytes written;
  private final Set<StreamSeat> seats = ConcurrentHashMap.newKeySet();
  private final Thread watch = Thread.ofVirtual().name("watch-streams").unstarted(this::watch);

  OpenStreams(LiveConfig config) {
    this.config = config;
    this.places =
        new SharedSeats(
            "streams", config.streamsPerTenant(), config.streamsPerToken(), config.streams());
    this.written = new TenantBytes(config.writtenBytes().asLongValue(), config.streamsPerTenant());
  }

  void start(@Observes StartupEvent event) {
    watch.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    watch.interrupt();
    watch.join();
    seats.forEach(StreamSeat::close);
  }

  /// A place for one more stream. `cut` ends its connection at once.
  ///
  /// @param token what the token is for that the stream is opened with; empty for a key
  /// @throws ProblemException `rate-limited` if the tenant or the token has too many,
  ///     `unavailable` if all tenants together have
  StreamSeat take(String tenant, Optional<String> token, Runnable cut) {
    StreamSeat seat = new StreamSeat(this, tenant, places.take(tenant, token)::close, cut);
    seats.add(seat);
    return seat;
  }

  /// How many streams of a tenant are open on this replica.
  long count(String tenant) {
    return seats.stream().filter(seat -> seat.tenant().equals(tenant)).count();
  }

  /// Forgets a seat that is over.
  void leave(StreamSeat seat) {
    seats.remove(seat);
    written.wakeUp();
  }

  /// Waits until this much may be written for the tenant of `seat`.
  ///
  /// @return run this when it is written
  /// @throws ClientLeftBehind if nothing becomes free in time
  Runnable hold(StreamSeat seat, long bytes) throws ClientLeftBehind, InterruptedException {
    // The longest that others can hold what they have, and some time for their end.
    Duration patience = config.stallLimit().multipliedBy(2);
    return switch (written.take(seat.tenant(), bytes, patience, seat::isOver)) {
      case TenantBytes.Reservation.Taken(var held) -> held::close;
      case TenantBytes.Reservation.TenantIsFull _, TenantBytes.Reservation.ReplicaIsFull _ ->
          throw new ClientLeftBehind();
    };
  }

  private void watch() {
    Duration pause = config.stallLimit().dividedBy(4);
    try {
      while (true) {
        Thread.sleep(pause);
        seats.forEach(seat -> seat.cutIfStalled(config.stallLimit()));
      }
    } catch (InterruptedException _) {
      // The application stops.
    }
  }
}
