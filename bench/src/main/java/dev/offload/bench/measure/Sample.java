package dev.offload.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.bench.load.Latencies;
import dev.offload.bench.load.Start;
import dev.offload.e2e.client.OffloadClient;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Some tasks of a run, each of which tells when its handler was called. They have a tag, by which
/// they are found once all have ended: to follow all tasks of a flood would be a load of its own.
///
/// Every `every`th request is one of them.
final class Sample {
  private final String tag;
  private final int every;
  private final List<Long> dues = new ArrayList<>();

  Sample(String tag, int every) {
    this.tag = tag;
    this.every = every;
  }

  /// The body of request `number`, whose time counts from `due`, a value of `System.nanoTime()`.
  /// Called in the order of the numbers.
  String next(int number, long due) {
    if (number % every != 0) {
      return Probes.plain(number);
    }
    dues.add(due);
    return Probes.stampedAndTagged(dues.size() - 1, tag);
  }

  /// How long it was from when each was due until its handler was called.
  Latencies untilBegun(Start start, OffloadClient api) throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    int found =
        TaskList.of(api, "state=succeeded&tag=" + tag)
            .forEach(task -> latencies.add(wait(start, task.path("result"))));
    if (found != dues.size()) {
      throw new IllegalStateException(
          "of %d tasks with the tag %s %d succeeded".formatted(dues.size(), tag, found));
    }
    return latencies;
  }

  private long wait(Start start, JsonNode result) {
    Instant began = Instant.parse(result.path("began").asText());
    return start.until(began) - start.until(dues.get(result.path("result").asInt()));
  }
}
