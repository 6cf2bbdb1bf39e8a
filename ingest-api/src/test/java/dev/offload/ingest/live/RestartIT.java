package dev.offload.ingest.live;

import static dev.offload.ingest.rig.TestTasks.next;
import static dev.offload.ingest.rig.TestTasks.queued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.live.Follower.Told;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client is told that comes back after a replica was stopped and started again.
class RestartIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final int MANY = 100_000;

  private final String tenant = "restart-" + TENANTS.incrementAndGet();
  @TempDir private Path directory;
  private LogWriter log;

  @BeforeEach
  void open() {
    log = LogWriter.open();
  }

  @AfterEach
  void close() {
    log.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void streamOfAllGoesOnWhereItWas(boolean isViewKept) throws IOException {
    Task first = write(queued(0));
    String told;
    Task unheard;
    try (Replica replica = Replica.in(directory, MANY)) {
      replica.awaitInView(first);
      try (Follower follower = replica.follow(tenant, null)) {
        told = follower.idOf(write(queued(1)));
      }
      unheard = write(queued(2));
      replica.awaitInView(unheard);
    }
    Task meanwhile = write(queued(3));
    Task changed = write(next(first).state(TaskState.SUCCEEDED));
    restore(isViewKept);

    try (Replica replica = Replica.in(directory, MANY);
        Follower follower = replica.follow(tenant, told)) {
      assertThat(follower.next(3))
          .containsExactlyInAnyOrder(Told.of(unheard), Told.of(meanwhile), Told.of(changed));
      Task later = write(queued(4));
      assertThat(follower.next(1)).containsExactly(Told.of(later));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void streamOfOneTaskGoesOnWhereItWas(boolean isViewKept) throws IOException {
    Task queued = write(queued(0));
    try (Replica replica = Replica.in(directory, MANY)) {
      replica.awaitInView(queued);
    }
    Task running = write(next(queued).running(1));
    restore(isViewKept);

    try (Replica replica = Replica.in(directory, MANY)) {
      replica.awaitInView(running);
      try (Follower follower = replica.follow(queued, 1)) {
        assertThat(follower.next(1)).containsExactly(Told.of(running));
        Task ended = write(next(running).state(TaskState.SUCCEEDED));
        assertThat(follower.next(1)).containsExactly(Told.of(ended));
      }
      try (Follower follower = replica.follow(queued, 2)) {
        assertThat(follower.next(1)).extracting(Told::version).containsExactly(3L);
      }
    }
  }

  @Test
  void unknownPositionIsResetToThePresentState() {
    Task first = write(queued(0));
    String told;
    try (Replica replica = Replica.in(directory, MANY)) {
      replica.awaitInView(first);
      try (Follower follower = replica.follow(tenant, null)) {
        told = follower.idOf(write(queued(1).state(TaskState.SUCCEEDED)));
      }
      Task last = first;
      for (int i = 0; i < 20; i++) {
        last = write(queued(2 + i).state(TaskState.SUCCEEDED));
      }
      replica.awaitInView(last);
    }

    try (Replica replica = Replica.in(directory, LogWriter.PARTITIONS)) {
      replica.awaitInView(first);
      try (Follower follower = replica.follow(tenant, told)) {
        follower.awaitReset();
        assertThat(follower.next(1)).containsExactly(Told.of(first));
      }
    }
  }

  private Task write(TestTasks task) {
    return log.write(task.tenant(tenant));
  }

  private void restore(boolean isViewKept) throws IOException {
    if (!isViewKept) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    }
  }
}
