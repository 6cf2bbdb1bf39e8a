package dev.offload.ingest.view;

import dev.offload.testkit.KafkaForTests;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// The view of a replica that runs from the beginning to the end of a block.
public final class RunningView implements AutoCloseable {
  private final KafkaTaskView view;

  private RunningView(Path directory, List<NewsListener> listeners) {
    view =
        new KafkaTaskView(
            KafkaForTests.connection(), () -> directory, List.of(), listeners, Clock.systemUTC());
    view.start(null);
  }

  public static RunningView in(Path directory, NewsListener... listeners) {
    return new RunningView(directory, List.of(listeners));
  }

  public TaskView view() {
    return view;
  }

  @Override
  public void close() {
    try {
      view.stop(null);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
