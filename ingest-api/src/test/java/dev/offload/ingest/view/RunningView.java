package dev.offload.ingest.view;

import dev.offload.testkit.KafkaForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The view of a replica that runs from the beginning to the end of a block.
public final class RunningView implements AutoCloseable {
  private final KafkaTaskView view;

  private RunningView(ViewConfig config, Function<TaskView, List<NewsListener>> listeners) {
    List<NewsListener> all = new ArrayList<>();
    view = new KafkaTaskView(KafkaForTests.connection(), config, List.of(), all, Clock.systemUTC());
    all.addAll(listeners.apply(view));
    view.start(null);
  }

  public static RunningView in(Path directory, NewsListener... listeners) {
    return with(Limits.in(directory), listeners);
  }

  static RunningView with(ViewConfig config, NewsListener... listeners) {
    return new RunningView(config, _ -> List.of(listeners));
  }

  /// With a listener that asks the view.
  public static RunningView in(Path directory, Function<TaskView, NewsListener> listener) {
    return new RunningView(Limits.in(directory), view -> List.of(listener.apply(view)));
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
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
