package dev.offload.ingest.task;

import dev.offload.ingest.limit.Seat;
import dev.offload.ingest.limit.TenantSeats;
import dev.offload.ingest.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/// Seats for requests that go through a tenant's tasks.
@ApplicationScoped
public class ListSeats {
  private final TenantSeats seats;

  ListSeats(ListsConfig config) {
    seats = new TenantSeats("lists of tasks", config.perTenant(), config.atOnce());
  }

  /// Takes a seat, which the caller has to give back.
  ///
  /// @throws ProblemException `rate-limited`, `unavailable`
  public Seat take(String tenant) {
    return seats.take(tenant);
  }
}
