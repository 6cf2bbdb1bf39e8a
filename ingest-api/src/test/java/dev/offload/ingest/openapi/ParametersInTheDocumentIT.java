package dev.offload.ingest.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.RawHttp;
import dev.offload.ingest.rig.Surroundings;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each call takes the query parameters that the document has, and no others.
@IngestTest
class ParametersInTheDocumentIT {
  @TestHTTPResource URI server;

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
  }

  @Test
  void everyOperationRefusesAQueryParameterThatTheDocumentDoesNotHave() throws Exception {
    SoftAssertions softly = new SoftAssertions();
    int operations = 0;
    for (Map.Entry<String, JsonNode> path : Document.served().paths().properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        String line = method + " " + path.getKey().replaceAll("\\{[^/]+}", "some") + "?grp=new";
        RawHttp.Answer answer = send(line);
        softly.assertThat(answer.status()).as(line).isEqualTo(400);
        if (!method.equals("HEAD")) {
          softly
              .assertThat(answer.body())
              .as(line)
              .contains(
                  "This call has no query parameter 'grp'. It takes "
                      + taken(operation.getValue())
                      + ".");
        }
        operations++;
      }
    }
    softly.assertAll();
    assertThat(operations).isGreaterThan(40);
  }

  private RawHttp.Answer send(String line) throws IOException {
    return new RawHttp(server)
        .send(
            line
                + " HTTP/1.1\r\nAuthorization: Bearer "
                + Surroundings.BOOTSTRAP_KEY
                + "\r\nContent-Length: 0",
            new byte[0]);
  }

  private static String taken(JsonNode operation) {
    TreeSet<String> names = new TreeSet<>();
    operation
        .path("parameters")
        .forEach(
            parameter -> {
              if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.path("name").asText());
              }
            });
    if (operation.path("security").toString().contains("tokenInQuery")) {
      names.add("token");
    }
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
