package dev.offload.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.offload.ingest.rig.TestTasks;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskState;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventDataTest {
  static Stream<Task> tasks() {
    Task queued = TestTasks.queued(1).task();
    Task running = TestTasks.next(queued).running(1).task();
    return Stream.of(
        queued,
        TestTasks.next(queued).tags("a", "b").needs().task(),
        running,
        TestTasks.next(running)
            .state(TaskState.SUCCEEDED)
            .result(TextNode.valueOf("two\nlines"))
            .task());
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void recordIsShownLikeTheTask(Task task) throws IOException {
    EventData ofRecord = EventData.ofRecord(Json.MAPPER.writeValueAsBytes(task));
    EventData ofTask = EventData.of(TaskSnapshot.withoutProgress(task));
    // Twice, since the first call makes it.
    assertThat(ofRecord.json()).isEqualTo(ofTask.json()).isSameAs(ofRecord.json());
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void sizeIsNotLessThanWhatIsSent(Task task) throws IOException {
    EventData data = EventData.ofRecord(Json.MAPPER.writeValueAsBytes(task));
    int before = data.size();
    assertThat(data.json()).hasSizeLessThanOrEqualTo(before);
    assertThat(data.size()).isEqualTo(before);
  }
}
