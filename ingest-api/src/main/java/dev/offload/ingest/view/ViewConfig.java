package dev.offload.ingest.view;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Duration;

/// Where the task view is kept, and what reading from it may cost.
@ConfigMapping(prefix = "offload.view")
public interface ViewConfig {

  /// The directory of this replica's file; no other may use it. It may be deleted while nothing
  /// runs: the view is read from Kafka again.
  @WithDefault("${XDG_DATA_HOME:${user.home}/.local/share}/offload/view")
  Path directory();

  /// How many threads answer questions about single tasks.
  @WithDefault("4")
  @Positive
  @Max(64)
  int readers();

  /// How many threads read lists. One tenant gets at most half of them, and at least one.
  @WithDefault("2")
  @Positive
  @Max(64)
  int listReaders();

  /// How long an answer may take, the wait for a thread included. Then it is interrupted, and the
  /// client is told to come back.
  @WithDefault("5s")
  Duration answerLimit();

  /// How long a page is looked for among tasks that its filter excludes. Then it ends early, and
  /// its cursor goes on from there.
  @WithDefault("200ms")
  Duration scanLimit();

  /// How large a page may grow before it ends early, in bytes of its tasks as they are stored.
  @WithDefault("1M")
  MemorySize pageBytes();
}
