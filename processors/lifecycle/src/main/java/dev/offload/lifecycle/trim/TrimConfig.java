package dev.offload.lifecycle.trim;

import dev.offload.schemas.topic.Topics;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/// When to delete records that every reader has read.
public interface TrimConfig {
  /// The time between two turns.
  @WithDefault("5s")
  Duration every();

  /// The consumer groups that read `offload.completions`. Nothing is deleted before all of
  /// them have read it.
  @WithDefault(Topics.NOTIFIER_GROUP)
  List<String> completionReaders();
}
