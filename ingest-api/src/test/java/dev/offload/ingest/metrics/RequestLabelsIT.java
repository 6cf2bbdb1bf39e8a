package dev.offload.ingest.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.RawHttp;
import dev.offload.schemas.json.Json;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The labels of the metrics of HTTP are ours, whatever clients ask for.
@IngestTest
class RequestLabelsIT {
  private static final Pattern URI_LABEL =
      Pattern.compile("http_server_requests_seconds_count\\{[^\n]*\\buri=\"([^\"]*)\"");
  private static final int MANY = 130;

  @TestHTTPResource URI server;

  @Test
  void unknownPathsMakeNoLabels() throws IOException {
    RawHttp http = new RawHttp(server);
    String odd = "x".repeat(7_000);
    for (int i = 0; i < MANY; i++) {
      http.send("GET /v1/" + "x".repeat(31_000) + i + " HTTP/1.1", new byte[0]);
      http.send("GET /v1/tasks/" + odd + i + " HTTP/1.1\r\nHost: a b", new byte[0]);
      http.send("PATCH /v1/files/" + odd + i + " HTTP/1.1", new byte[0]);
      http.send("OPTIONS /v1/files/" + odd + i + " HTTP/1.1", new byte[0]);
      http.send("GET /" + odd + i + "/../openapi HTTP/1.1", new byte[0]);
      http.send("GET " + odd + i + " HTTP/1.1", new byte[0]);
      http.send("GET /v1/files/%zz" + i + " HTTP/1.1", new byte[0]);
      http.send("X" + i + " /v1/tasks HTTP/1.1", new byte[0]);
    }
    Api.anonymous().get("/v1/queues/probe").then().statusCode(401);

    await().untilAsserted(() -> assertThat(labels()).contains("/v1/queues/{queue}"));
    Set<String> known = new TreeSet<>(paths());
    known.addAll(Set.of("/openapi", "/docs", "/unmatched", "/v1/unsubscribe", "/", "root"));
    // The one label of what is not found at a path without parameters, such as a token's task.
    known.add("NOT_FOUND");
    assertThat(known).containsAll(labels());
    assertThat(metrics()).doesNotContain("method=\"X");
  }

  @Test
  void everyPathOfTheDocumentIsALabel() throws IOException {
    Set<String> paths = paths();
    for (String path : paths) {
      Api.anonymous().options(path.replaceAll("\\{[^/]+}", "some")).then().statusCode(204);
    }

    await().untilAsserted(() -> assertThat(labels()).containsAll(paths));
  }

  private static Set<String> paths() throws IOException {
    JsonNode document =
        Json.MAPPER.readTree(Api.anonymous().accept("application/json").get("/openapi").asString());
    Set<String> paths = new TreeSet<>();
    document.path("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  private static Set<String> labels() {
    return URI_LABEL
        .matcher(metrics())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static String metrics() {
    return Api.management("/metrics").asString();
  }
}
