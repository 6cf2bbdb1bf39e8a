package dev.offload.lifecycle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.lifecycle.Fixtures;
import dev.offload.lifecycle.Fixtures.Run;
import dev.offload.lifecycle.task.Assignment;
import dev.offload.lifecycle.task.CurrentAttempt;
import dev.offload.lifecycle.task.Deadline;
import dev.offload.lifecycle.task.Deadline.Kind;
import dev.offload.lifecycle.task.FanOut;
import dev.offload.lifecycle.task.HandOut;
import dev.offload.lifecycle.task.HandOut.Route;
import dev.offload.lifecycle.task.IndexSet;
import dev.offload.lifecycle.task.Lease;
import dev.offload.lifecycle.task.Stop;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.schemas.attempt.AttemptEvent;
import dev.offload.schemas.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
  private static final Instant NOW = LifecycleRig.START;
  private static final Run RUN = new Run(TaskId.fresh(NOW), 1, "r1");

  @Test
  void everyKindOfEarlyEventComesBackAsItWas() {
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
    TaskEntry entry =
        new TaskEntry(
            null, null, null, null, events, null, null, null, new Deadline(Kind.EARLY, NOW), null);
    // When
    TaskEntry read = EntryCodec.read(EntryCodec.write(entry));
    // Then
    assertThat(read).isEqualTo(entry);
  }

  @Test
  void runningTaskComesBackAsItWas() {
    var handOut = new HandOut(Route.DIRECT, NOW);
    var lease = new Lease(Duration.ofSeconds(15), NOW);
    TaskEntry entry =
        new TaskEntry(
            null,
            new Assignment(
                Fixtures.json("in"),
                Fixtures.json("half"),
                NOW,
                Duration.ofMinutes(5),
                "00-trace",
                2),
            new CurrentAttempt(2, handOut, "r1", lease, 1),
            List.of("r0", "r1"),
            List.of(),
            3,
            new FanOut(
                9,
                new IndexSet("Aw=="),
                1,
                1,
                Map.of("sent", 4L),
                List.of("r0"),
                new FanOut.Told(2, 9, NOW)),
            new Stop(handOut, NOW),
            new Deadline(Kind.LEASE, NOW),
            new Deadline(Kind.LEASE, NOW));
    // When
    TaskEntry read = EntryCodec.read(EntryCodec.write(entry));
    // Then
    assertThat(read).isEqualTo(entry);
  }

  @Test
  void membersOfANewerReleaseAreTolerated() {
    byte[] newer = "{\"runIds\":[],\"novelty\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(EntryCodec.read(newer).runIds()).isEmpty();
  }
}
