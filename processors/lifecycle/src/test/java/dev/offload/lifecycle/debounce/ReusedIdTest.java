package dev.offload.lifecycle.debounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.debounce.DebounceEntry.Ended;
import dev.offload.lifecycle.debounce.DebounceEntry.Open;
import dev.offload.lifecycle.debounce.DebounceEvent.TaskCame;
import dev.offload.lifecycle.debounce.DebounceEvent.TaskLetGo;
import dev.offload.lifecycle.debounce.DebounceInput.Asked;
import dev.offload.schemas.task.Debounce;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.DebounceAsked;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A task is deleted, and its idempotency key, of which the id follows, is used for another one.
class ReusedIdTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(60);
  private static final TaskId ID = TaskId.fresh(NOON);

  private final DebounceAsked former = madeAt(NOON);
  private final DebounceAsked next = madeAt(LATER);

  private static DebounceAsked madeAt(Instant time) {
    Debounce debounce = new Debounce("key", Duration.ofSeconds(2), Duration.ofMinutes(5));
    return new DebounceAsked(ID, "acme", time, debounce);
  }

  @Test
  void laterTaskBeginsASeriesAfterTheFormerOneHasRun() {
    assertThat(DebounceDecider.decide(new Ended(former, NOON), new Asked(next), LATER))
        .containsExactly(new TaskCame(next, LATER));
  }

  @Test
  void laterTaskTakesThePlaceOfTheFormerOneAndDoesNotReplaceItself() {
    assertThat(
            DebounceDecider.decide(
                new Open(former, NOON, NOON), new Asked(next), NOON.plusSeconds(1)))
        .containsExactly(new TaskCame(next, NOON.plusSeconds(1)));
  }

  @Test
  void taskThatAsksTwiceIsAnsweredOnce() {
    assertThat(DebounceDecider.decide(new Ended(former, NOON), new Asked(former), LATER)).isEmpty();
    assertThat(DebounceDecider.decide(new Open(next, LATER, LATER), new Asked(next), LATER))
        .isEmpty();
  }

  @Test
  void taskThatWasMadeEarlierByTheClockOfAnotherReplicaRuns() {
    assertThat(DebounceDecider.decide(new Open(next, LATER, LATER), new Asked(former), LATER))
        .containsExactly(new TaskLetGo(former));
    assertThat(DebounceDecider.decide(new Ended(next, LATER), new Asked(former), LATER))
        .containsExactly(new TaskLetGo(former));
  }
}
