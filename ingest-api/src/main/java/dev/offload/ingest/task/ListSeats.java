package dev.offload.ingest.task;

import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.seat.Seat;
import dev.offload.ingest.seat.TenantSeats;
import dev.offload.schemas.json.Json;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/// Seats for requests that go through a tenant's tasks.
@ApplicationScoped
public class ListSeats {
  private final TenantSeats seats;

  ListSeats(ListsConfig config) {
    seats = new TenantSeats("lists of tasks", config.perTenant(), config.atOnce());
  }

  /// The bytes of a page. Only they are kept while the client reads them, and the seat until then.
  ///
  /// @throws ProblemException as [#take]
  public byte[] page(String tenant, RoutingContext request, Supplier<?> page) {
    take(tenant).keepUntilAnswered(request);
    return Json.bytes(page.get());
  }

  /// Takes a seat, which the caller has to give back.
  ///
  /// @throws ProblemException `rate-limited`, `unavailable`
  public Seat take(String tenant) {
    return seats.take(tenant);
  }
}
