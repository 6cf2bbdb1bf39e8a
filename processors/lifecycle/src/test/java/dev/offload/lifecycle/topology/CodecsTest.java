package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.machine.Deadline;
import dev.offload.lifecycle.machine.StoredEntry;
import dev.offload.lifecycle.task.DeadlineKind;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.Unsubmitted;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.work.AttemptEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What [StoredFormTest] does not test, which checks the golden form of every state.
class CodecsTest {
  private static final Instant NOW = LifecycleRig.START;
  private static final Run RUN = new Run(TaskId.fresh(NOW), 1, "r1");

  @Test
  void everyEarlyEventIsReadAsItWasWritten() {
    List<AttemptEvent> events =
        List.of(
            RUN.started(NOW),
            RUN.claimed(NOW),
            RUN.heartbeat(NOW),
            RUN.checkpointed(NOW, Fixtures.json("c")),
            RUN.succeeded(NOW),
            RUN.failed(NOW, true, Duration.ofSeconds(3)),
            RUN.snoozed(NOW, Duration.ofSeconds(4)),
            RUN.delegated(NOW, 5),
            RUN.cancelled(NOW),
            RUN.expired(NOW));
    assertThat(events)
        .hasOnlyElementsOfTypes(AttemptEvent.class.getPermittedSubclasses())
        .hasSameSizeAs(AttemptEvent.class.getPermittedSubclasses());
    Optional<Deadline<DeadlineKind>> deadline =
        Optional.of(new Deadline<>(DeadlineKind.EARLY, NOW));
    StoredEntry<TaskEntry, DeadlineKind> kept =
        new StoredEntry<>(
            new Unsubmitted(events, Unsubmitted.NOTHING.fanOut(), List.of(), deadline),
            Optional.empty());
    // When
    StoredEntry<TaskEntry, DeadlineKind> read = Codecs.TASKS.read(Codecs.TASKS.write(kept));
    // Then
    assertThat(read).isEqualTo(kept);
  }

  @Test
  void emptyEntryIsNotStored() {
    assertThat(Codecs.TASKS.write(Codecs.TASKS.read(null))).isNull();
    assertThat(Codecs.SCHEDULES.write(Codecs.SCHEDULES.read(null))).isNull();
  }

  @Test
  void timerOfAStoredEntryIsKnown() {
    Optional<Deadline<DeadlineKind>> armed = Optional.of(new Deadline<>(DeadlineKind.EARLY, NOW));
    List<AttemptEvent> events = List.of(RUN.started(NOW));
    Unsubmitted early = new Unsubmitted(events, Unsubmitted.NOTHING.fanOut(), List.of(), armed);
    assertThat(Codecs.TASKS.due(Codecs.TASKS.write(new StoredEntry<>(early, armed)))).contains(NOW);
    assertThat(Codecs.TASKS.due(Codecs.TASKS.write(new StoredEntry<>(early, Optional.empty()))))
        .isEmpty();
  }

  @Test
  void timerOfAnEntryOfTheFirstReleasesIsKnown() {
    assertThat(
            Codecs.TASKS.due(
                bytes("{\"armed\":{\"kind\":\"EARLY\",\"at\":\"%s\"}}".formatted(NOW))))
        .contains(NOW);
    assertThat(Codecs.TASKS.due(bytes("{\"runIds\":[]}"))).isEmpty();
  }

  @Test
  void entryThatCanNotBeReadHasNoTimer() {
    assertThat(Codecs.TASKS.due(bytes("{\"armed\":"))).isEmpty();
    assertThat(Codecs.TASKS.due(new byte[0])).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void membersOfANewerReleaseAreTolerated() {
    byte[] newer = "{\"runIds\":[],\"novelty\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(Codecs.TASKS.read(newer).entry()).isEqualTo(Unsubmitted.NOTHING);
  }
}
