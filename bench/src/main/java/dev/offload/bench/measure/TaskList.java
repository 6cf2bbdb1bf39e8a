package dev.offload.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.e2e.client.OffloadClient;
import java.io.IOException;
import java.util.function.Consumer;

/// The tasks that fit `filter`, a query of `GET /v1/tasks`, page by page.
record TaskList(OffloadClient api, String filter) {
  private static final int PAGE = 200;

  static TaskList of(OffloadClient api, String filter) {
    return new TaskList(api, filter);
  }

  /// Returns how many there are.
  int forEach(Consumer<JsonNode> use) throws IOException, InterruptedException {
    int count = 0;
    String next = "";
    do {
      JsonNode page = api.get("/v1/tasks?limit=%d&%s%s".formatted(PAGE, filter, next));
      page.path("items").forEach(use);
      count += page.path("items").size();
      next = page.hasNonNull("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
    } while (!next.isEmpty());
    return count;
  }
}
