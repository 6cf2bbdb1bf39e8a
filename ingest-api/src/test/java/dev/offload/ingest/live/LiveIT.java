package dev.offload.ingest.live;

import static dev.offload.ingest.rig.TestTasks.next;
import static dev.offload.ingest.rig.TestTasks.progress;
import static dev.offload.ingest.rig.TestTasks.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.EventStream;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LogWriter;
import dev.offload.ingest.rig.StandInLifecycle;
import dev.offload.ingest.rig.Surroundings;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@IngestTest
class LiveIT {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static final TextNode KILOBYTES = TextNode.valueOf("x".repeat(16 * 1024));

  /// Events of so many kilobytes each.
  private static final int MORE_THAN_SOCKETS_TAKE = 900;

  private static final int AT_ONCE = 100;

  private final String tenant = "live-" + TENANTS.incrementAndGet();
  private final List<EventStream> streams = new ArrayList<>();
  @TestHTTPResource private URI base;
  private LogWriter log;
  private String key;

  @BeforeEach
  void open() {
    Api.awaitReadiness();
    log = LogWriter.open();
    key = Api.newKey(tenant, "read");
  }

  @AfterEach
  void close() {
    streams.forEach(EventStream::close);
    log.close();
  }

  @Test
  void aTaskIsFollowedFromItsPresentStateToItsEnd() {
    Task task = write(queued(0));
    EventStream stream = follow(task, null);
    assertThat(stream.header("Content-Type").orElse("")).startsWith("text/event-stream");
    assertThat(stream.header("X-Accel-Buffering")).contains("no");
    assertThat(stream.header("Cache-Control")).contains("no-store");
    EventStream.Event present = stream.next();
    assertThat(present.name()).isEqualTo("task");
    assertThat(present.id()).isEqualTo("1");
    assertThat(present.task().state()).isEqualTo(TaskState.QUEUED);

    Task started = write(next(task).running(1));
    assertThat(stream.next().task().state()).isEqualTo(TaskState.RUNNING);
    log.report(progress(started, 1, 30));
    EventStream.Event further = stream.next();
    assertThat(further.id()).isEqualTo("2");
    assertThat(further.task().progress().done()).isEqualTo(30);
    write(next(started).state(TaskState.SUCCEEDED));

    EventStream.Event last = stream.next();
    assertThat(last.id()).isEqualTo("3");
    assertThat(last.task().state()).isEqualTo(TaskState.SUCCEEDED);
    await().until(stream::isOver);
  }

  @Test
  void aClientThatComesBackIsToldOnlyWhatIsNewer() {
    Task first = write(queued(0));
    EventStream before = follow(first, null);
    before.next();
    before.close();
    EventStream again = follow(first, "1");

    Task second = write(next(first).running(1));
    assertThat(again.next().id()).isEqualTo("2");

    assertThat(follow(first, "1").next().id()).isEqualTo("2");
    write(next(second).state(TaskState.FAILED));
    assertThat(again.next().id()).isEqualTo("3");
  }

  @Test
  void aClientThatHasSeenTheEndIsToldNotToComeBack() {
    Task ended = write(queued(0).state(TaskState.SUCCEEDED));
    EventStream first = follow(ended, null);
    assertThat(first.next().task().state()).isEqualTo(TaskState.SUCCEEDED);
    await().until(first::isOver);

    assertThat(follow(ended, first.lastId()).status()).isEqualTo(204);
  }

  @Test
  void anotherTenantsTaskCannotBeFollowed() throws Exception {
    Task foreign = log.write(queued(0).tenant("somebody-else"));
    StandInLifecycle.hasReadEverything();

    assertThat(follow(foreign, null).status()).isEqualTo(404);
    assertThat(stream("/v1/tasks/nonsense/events", null).status()).isEqualTo(404);
  }

  @Test
  void streamHasOnlyTheTasksOfItsTenant() {
    EventStream all = stream("/v1/events", null);
    log.write(queued(0).tenant("somebody-else"));
    write(queued(1).system());
    Task first = write(queued(2));
    Task second = write(queued(3));

    assertThat(List.of(all.next().task().id(), all.next().task().id()))
        .containsExactlyInAnyOrder(first.id(), second.id());
    write(next(first).running(1));
    PublicTask running = all.next().task();
    assertThat(running.id()).isEqualTo(first.id());
    assertThat(running.state()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void streamOfAUserHasOnlyTheTasksOfThatUser() {
    EventStream ofAnna = stream("/v1/events?user=anna%2F1", null);
    write(queued(0));
    write(queued(1).user("bert"));
    log.write(queued(2).tenant("somebody-else").user("anna/1"));
    Task first = write(queued(3).user("anna/1"));

    EventStream.Event told = ofAnna.next();
    assertThat(told.task().id()).isEqualTo(first.id());
    assertThat(told.task().user()).isEqualTo("anna/1");
    write(queued(4).user("bert"));
    Task second = write(queued(5).user("anna/1"));
    assertThat(stream("/v1/events?user=anna%2F1", told.id()).next().task().id())
        .isEqualTo(second.id());
    EventStream present = stream("/v1/events?user=anna%2F1", "x");
    assertThat(present.next().name()).isEqualTo("reset");
    assertThat(List.of(present.next().task().id(), present.next().task().id()))
        .containsExactlyInAnyOrder(first.id(), second.id());
  }

  @Test
  void streamOfAUserSaysThatItIsAliveWhileOthersHaveNews() {
    EventStream ofAnna = stream("/v1/events?user=anna", null);
    AtomicInteger seconds = new AtomicInteger();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              write(queued(seconds.incrementAndGet()).user("bert"));
              return ofAnna.comments() >= 3;
            });
  }

  @Test
  void invalidUserIsRefused() {
    for (String wrong : List.of("user=", "user=%0A", "user=a&user=b", "user=" + "u".repeat(101))) {
      assertThat(stream("/v1/events?" + wrong, null).status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void nothingIsMissedBetweenTwoConnections() {
    EventStream before = stream("/v1/events", null);
    Task first = write(queued(0));
    EventStream.Event told = before.next();
    assertThat(told.task().id()).isEqualTo(first.id());
    before.close();
    List<String> missed = new ArrayList<>();
    for (int second = 1; second <= 20; second++) {
      missed.add(write(queued(second)).id().toString());
    }

    EventStream again = stream("/v1/events", told.id());

    List<String> replayed = new ArrayList<>();
    String lastId = told.id();
    for (int i = 0; i < missed.size(); i++) {
      EventStream.Event event = again.next();
      assertThat(event.name()).isEqualTo("task");
      replayed.add(event.task().id().toString());
      lastId = event.id();
    }
    assertThat(replayed).containsExactlyInAnyOrderElementsOf(missed);
    EventStream current = stream("/v1/events", lastId);
    Task newest = write(queued(99));
    assertThat(current.next().task().id()).isEqualTo(newest.id());
    assertThat(again.next().task().id()).isEqualTo(newest.id());
  }

  @Test
  void aPositionThatIsNotKeptIsResetToThePresentState() {
    Task waiting = write(queued(0));
    Task over = write(queued(1).state(TaskState.SUCCEEDED));
    await().until(() -> isInView(waiting) && isInView(over));

    EventStream stream = stream("/v1/events", "whatever");

    EventStream.Event reset = stream.next();
    assertThat(reset.name()).isEqualTo("reset");
    assertThat(stream.next().task().id()).isEqualTo(waiting.id());
    Task live = write(queued(2));
    assertThat(stream.next().task().id()).isEqualTo(live.id());
  }

  @Test
  void aClientThatHasNotAllOfThePresentStateIsResetAgain() {
    Task waiting = write(queued(0));
    await().until(() -> isInView(waiting));
    EventStream stream = stream("/v1/events", "whatever");
    EventStream.Event reset = stream.next();
    EventStream.Event present = stream.next();

    for (EventStream.Event last : List.of(reset, present)) {
      assertThat(stream("/v1/events", last.id()).next().name()).isEqualTo("reset");
    }

    await().until(() -> !stream.lastId().equals(present.id()));
    EventStream again = stream("/v1/events", stream.lastId());
    Task live = write(queued(1));
    assertThat(again.next().task().id()).isEqualTo(live.id());
  }

  @Test
  void aStreamSaysThatItIsAliveAndWhereItIs() {
    EventStream stream = stream("/v1/events", null);

    await().atMost(Duration.ofSeconds(30)).until(() -> stream.comments() >= 2);
    String position = stream.lastId();
    assertThat(position).isNotEmpty();

    Task task = write(queued(0));
    assertThat(stream("/v1/events", position).next().task().id()).isEqualTo(task.id());
  }

  @Test
  void streamsBeyondTheLimitAreRefusedUntilOneEnds() {
    Task task = write(queued(0));
    await().until(() -> isInView(task));
    EventStream first = stream("/v1/events", null);
    for (int i = 1; i < Surroundings.MAX_STREAMS; i++) {
      EventStream more = i % 2 == 0 ? stream("/v1/events", "whatever") : follow(task, null);
      assertThat(more.status()).isEqualTo(200);
    }

    EventStream oneTooMany = stream("/v1/events", null);

    assertThat(oneTooMany.status()).isEqualTo(429);
    assertThat(oneTooMany.header("Retry-After")).contains("2");
    assertThat(follow(task, null).status()).isEqualTo(429);
    first.close();
    await().until(() -> stream("/v1/events", null).status() == 200);
  }

  @Test
  void onlyTheClientThatDoesNotReadIsCutOff() throws IOException {
    try (var silent = new SilentClient(base, "/v1/events", key)) {
      EventStream reading = stream("/v1/events", null);

      for (int told = 0; told < MORE_THAN_SOCKETS_TAKE; told += AT_ONCE) {
        for (int i = 0; i < AT_ONCE; i++) {
          write(queued(i).result(KILOBYTES));
        }
        tells(reading, AT_ONCE);
      }

      await().atMost(Duration.ofMinutes(1)).until(silent::isCutOff);
    }
  }

  @Test
  void aClientThatDoesNotReadOfOneTaskIsCutOff() throws IOException {
    Task task = write(queued(0).result(KILOBYTES));
    EventStream reading = follow(task, null);
    assertThat(reading.next().id()).isEqualTo("1");
    try (var silent = new SilentClient(base, "/v1/tasks/" + task.id() + "/events", key)) {
      for (int told = 0; told < MORE_THAN_SOCKETS_TAKE; told += AT_ONCE) {
        for (int i = 0; i < AT_ONCE; i++) {
          task = write(next(task));
        }
        tells(reading, task);
      }

      await().atMost(Duration.ofMinutes(1)).until(silent::isCutOff);
    }
  }

  private static void tells(EventStream stream, int events) {
    for (int i = 0; i < events; i++) {
      assertThat(stream.next().name()).isEqualTo("task");
    }
  }

  /// Versions that came between may be left out.
  private static void tells(EventStream stream, Task newest) {
    long told = 0;
    while (told < newest.version()) {
      told = Long.parseLong(stream.next().id());
    }
  }

  private Task write(TestTasks task) {
    return log.write(task.tenant(tenant));
  }

  private boolean isInView(Task task) {
    return Api.with(key).get("/v1/tasks/{id}", task.id().toString()).statusCode() == 200;
  }

  private EventStream follow(Task task, String lastEventId) {
    return stream("/v1/tasks/" + task.id() + "/events", lastEventId);
  }

  private EventStream stream(String path, String lastEventId) {
    EventStream stream = EventStream.open(base.resolve(path), key, lastEventId);
    streams.add(stream);
    return stream;
  }
}
