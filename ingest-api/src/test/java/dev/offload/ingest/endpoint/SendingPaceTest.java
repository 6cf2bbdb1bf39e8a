package dev.offload.ingest.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.offload.ingest.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SendingPaceTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private final SendingPace pace = new SendingPace(3, "test events");

  @Test
  void testsOfAnHourCanBeSentAtOnceAndThenOneAtATime() {
    for (int i = 0; i < 3; i++) {
      pace.take("acme", NOON);
    }
    assertThat(refusal("acme", NOON).getMessage()).contains("3 test events an hour");
    pace.take("globex", NOON);

    Instant next = NOON.plus(Duration.ofMinutes(20));
    refusal("acme", next.minusMillis(1));
    pace.take("acme", next);
    refusal("acme", next);
  }

  private ProblemException refusal(String tenant, Instant at) {
    return catchThrowableOfType(ProblemException.class, () -> pace.take(tenant, at));
  }
}
