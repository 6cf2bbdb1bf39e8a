package dev.offload.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.offload.bench.load.EventStream;
import dev.offload.bench.load.Latencies;
import dev.offload.bench.load.Schedule;
import dev.offload.bench.load.Start;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What the live stream reports about numbered, stamped probes: when each handler was called,
/// and when the event of its end arrived.
final class Ends implements EventStream.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUCCEEDED = "\"state\":\"succeeded\"";

  private final Instant[] began;
  private final long[] arrived;
  private final CountDownLatch missing;

  Ends(int count) {
    began = new Instant[count];
    arrived = new long[count];
    missing = new CountDownLatch(count);
  }

  @Override
  public void event(String data, long at) throws IOException {
    if (!data.contains(SUCCEEDED)) {
      return;
    }
    JsonNode result = JSON.readTree(data).path("result");
    int number = result.path("result").asInt();
    if (began[number] == null) {
      began[number] = Instant.parse(result.path("began").asText());
      arrived[number] = at;
      missing.countDown();
    }
  }

  void await(Duration patience) throws InterruptedException {
    if (!missing.await(patience.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "of %d tasks %d were not reported as succeeded"
              .formatted(began.length, missing.getCount()));
    }
  }

  /// From when each POST was due to when its handler was called.
  Latencies untilBegun(Schedule schedule, Start start) {
    Latencies latencies = new Latencies();
    for (int number = 0; number < began.length; number++) {
      latencies.add(start.until(began[number]) - schedule.due(number));
    }
    return latencies;
  }

  /// From when each POST was due to when the event of its end arrived.
  Latencies untilTold(Schedule schedule, Start start) {
    Latencies latencies = new Latencies();
    for (int number = 0; number < arrived.length; number++) {
      latencies.add(start.until(arrived[number]) - schedule.due(number));
    }
    return latencies;
  }
}
