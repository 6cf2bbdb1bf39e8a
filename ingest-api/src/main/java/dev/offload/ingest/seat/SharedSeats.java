package dev.offload.ingest.seat;

import dev.offload.ingest.problem.ProblemException;
import java.util.Optional;

/// Seats of tenants. Whoever a tenant has let in with a token gets only a few of them, and so can't
/// take all.
public final class SharedSeats {
  private final TenantSeats ofTenants;
  private final TenantSeats ofTokens;

  /// `what` as in [TenantSeats].
  public SharedSeats(String what, int perTenant, int perToken, int inAll) {
    this.ofTenants = new TenantSeats(what, perTenant, inAll);
    this.ofTokens = new TenantSeats("A token", what, perToken, inAll);
  }

  /// Takes a seat, which the caller has to give back.
  ///
  /// @param token what the token is for; empty for a key
  /// @throws ProblemException `rate-limited` if the tenant or the token has all of its seats,
  ///     `unavailable` if all seats are taken
  public Seat take(String tenant, Optional<String> token) {
    if (token.isEmpty()) {
      return ofTenants.take(tenant);
    }
    Seat own = ofTokens.take(tenant + " " + token.get());
    try {
      Seat seat = ofTenants.take(tenant);
      return new Seat(
          () -> {
            seat.close();
            own.close();
          });
    } catch (ProblemException e) {
      own.close();
      throw e;
    }
  }
}
