package dev.offload.ingest.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.ingest.problem.ProblemException;
import org.junit.jupiter.api.Test;

class TenantSeatsTest {
  private final TenantSeats seats = new TenantSeats("lists", 2, 3);

  @Test
  void tenantGetsNoMoreSeatsThanItsLimit() {
    seats.take("acme");
    Seat second = seats.take("acme");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> seats.take("acme"))
        .satisfies(
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(429);
              assertThat(refused.problem().detail())
                  .isEqualTo("A tenant may have at most 2 lists at once.");
              assertThat(refused.headers()).containsEntry("Retry-After", "2");
            });
    second.close();
    second.close();

    seats.take("acme");
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> seats.take("acme"));
  }

  @Test
  void allTenantsShareALimitAndARefusalTakesNoSeat() {
    seats.take("acme");
    seats.take("acme");
    assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> seats.take("acme"));
    seats.take("other");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> seats.take("third"))
        .satisfies(refused -> assertThat(refused.problem().status()).isEqualTo(503));
  }
}
