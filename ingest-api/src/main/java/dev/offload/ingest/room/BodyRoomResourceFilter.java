package dev.offload.ingest.room;

import dev.offload.ingest.auth.Caller;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.seat.Seat;
import dev.offload.ingest.seat.TenantBytes;
import dev.offload.ingest.seat.TenantBytes.Reservation;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Lets a request with a body that is read whole wait until there is memory for it: for as much as
/// its head says, however slowly it comes, and otherwise for the largest body.
class BodyRoomResourceFilter {
  private static final int AFTER_THE_ENCODING = 6_200;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final TenantBytes bytes;
  private final Duration patience;
  private final Caller caller;
  private final BodyRoom room;

  BodyRoomResourceFilter(RoomConfig config, Caller caller, BodyRoom room) {
    this.bytes = new TenantBytes(config.bytes().asLongValue(), config.waiting());
    this.patience = config.patience();
    this.caller = caller;
    this.room = room;
  }

  @ServerRequestFilter(priority = AFTER_THE_ENCODING)
  void takeRoom(ContainerRequestContext request, ResourceInfo resource, RoutingContext http)
      throws InterruptedException {
    long size = size(request);
    if (size == 0 || resource.getResourceMethod().isAnnotationPresent(Streamed.class)) {
      return;
    }
    Seat seat =
        switch (bytes.take(caller.tenant(), size, patience, () -> http.response().closed())) {
          case Reservation.Taken(Seat taken) -> taken;
          case Reservation.TenantIsFull _ ->
              throw ProblemException.rateLimited(
                  "The bodies that the tenant is sending are too large in total.", RETRY_AFTER);
          case Reservation.ReplicaIsFull _ ->
              throw ProblemException.unavailable(
                  "The bodies that are being sent to this replica are too large in total.",
                  RETRY_AFTER);
        };
    seat.keepUntilAnswered(http);
    room.is(seat);
    caller.call().check(); // its key may have been deleted while it waited
  }

  private static long size(ContainerRequestContext request) {
    String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return request.getHeaderString("Transfer-Encoding") == null ? 0 : JsonBody.LARGEST;
    }
    boolean isAsItIs = request.getHeaderString(HttpHeaders.CONTENT_ENCODING) == null;
    return isAsItIs ? Math.min(length(length), JsonBody.LARGEST) : JsonBody.LARGEST;
  }

  private static long length(String text) {
    try {
      return Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException _) {
      return JsonBody.LARGEST;
    }
  }
}
