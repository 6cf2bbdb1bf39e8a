package dev.offload.ingest.seat;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offload.ingest.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedSeatsTest {
  private static final Optional<String> KEY = Optional.empty();

  private final SharedSeats seats = new SharedSeats("streams", 3, 1, 10);

  @Test
  void tokenGetsOnlyItsPartOfTheTenantsSeats() {
    Seat first = seats.take("acme", Optional.of("a"));
    assertRefused("acme", Optional.of("a"), "A token may have at most 1 streams at once.");

    seats.take("acme", Optional.of("b"));
    seats.take("other", Optional.of("a"));
    seats.take("acme", KEY);
    first.close();
    seats.take("acme", Optional.of("a"));
  }

  @Test
  void tokensAndKeysShareTheTenantsSeatsAndARefusalTakesNone() {
    seats.take("acme", KEY);
    seats.take("acme", KEY);
    Seat last = seats.take("acme", KEY);
    assertRefused("acme", Optional.of("a"), "A tenant may have at most 3 streams at once.");
    last.close();

    seats.take("acme", Optional.of("a"));
    assertRefused("acme", KEY, "A tenant may have at most 3 streams at once.");
  }

  private void assertRefused(String tenant, Optional<String> token, String detail) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> seats.take(tenant, token))
        .withMessageContaining(detail);
  }
}
