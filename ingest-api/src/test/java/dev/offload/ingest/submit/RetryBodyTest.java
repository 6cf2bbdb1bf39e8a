package dev.offload.ingest.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.problem.FieldError;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.RetryPolicy;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RetryBodyTest {
  private final Faults faults = new Faults();

  @Test
  void missingMembersAreThoseOfTheType() throws IOException {
    RetryPolicy policy = policy("{\"maxAttempts\": 7}");

    assertThat(faults.isEmpty()).isTrue();
    assertThat(policy.maxAttempts()).isEqualTo(7);
    assertThat(policy.maxDelay()).isEqualTo(RetryPolicy.DEFAULT.maxDelay());
  }

  @Test
  void firstDelayIsAtMostTheLongest() throws IOException {
    var _ = policy("{\"firstDelay\": \"PT2S\", \"maxDelay\": \"PT1S\"}");

    assertThat(faults.list())
        .containsExactly(new FieldError("/retry/maxDelay", "must be at least firstDelay"));
  }

  @Test
  void delayThatDoesNotFitTheTypesOtherOneIsNamedWithIt() throws IOException {
    var _ = policy("{\"firstDelay\": \"PT2H\"}");
    var _ = policy("{\"maxDelay\": \"PT0.1S\"}");

    assertThat(faults.list())
        .containsExactly(
            new FieldError(
                "/retry/firstDelay", "must be at most maxDelay, which is PT1H for this type"),
            new FieldError(
                "/retry/maxDelay", "must be at least firstDelay, which is PT5S for this type"));
  }

  @Test
  void delayThatIsRefusedIsNotComparedWithTheOther() throws IOException {
    var _ = policy("{\"firstDelay\": \"P2D\", \"maxDelay\": \"P30D\"}");

    assertThat(faults.list())
        .containsExactly(new FieldError("/retry/maxDelay", "must be at most PT168H"));
  }

  private RetryPolicy policy(String json) throws IOException {
    Given wish = RetryBody.KIND.read(Json.MAPPER.readTree(json), "/retry", faults).orElseThrow();
    return RetryBody.policy(wish, RetryPolicy.DEFAULT, "/retry", faults);
  }
}
