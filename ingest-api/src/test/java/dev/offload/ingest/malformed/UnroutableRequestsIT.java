package dev.offload.ingest.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.LoggedErrors;
import dev.offload.ingest.rig.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that are refused before anybody looks for a route.
@IngestTest
class UnroutableRequestsIT {
  @TestHTTPResource URI server;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/tasks HTTP/1.1\r\nHost: a b",
        "GET /v1/tasks HTTP/1.1\r\nHost: x:99999",
        "GET /v1/tasks HTTP/1.1\r\nHost: x:-1",
        "GET /v1/tasks HTTP/1.1\r\nHost: [::1",
        "GET /v1/tasks HTTP/1.1\r\nHost: \u00e9",
        "GET /v1/tasks HTTP/1.1\r\nHost: http://x",
        "GET /v1/tasks HTTP/1.1\r\nHost: a/b",
        "GET /v1/tasks HTTP/1.1\r\nHost: x\r\nHost: y",
        "GET /v1/tasks HTTP/1.1\r\nHost: x\r\nHost: x",
        "GET /v1/tasks HTTP/1.0\r\nHost: x\r\nHost: y",
        "GET ? HTTP/1.1",
        "GET * HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "GET v1/tasks HTTP/1.1",
        "CONNECT x:1 HTTP/1.1",
      })
  void answerIsAProblemAndNothingIsLogged(String head) throws IOException {
    try (LoggedErrors errors = LoggedErrors.listen()) {
      RawHttp.Answer answer = new RawHttp(server).send(head, new byte[0]);

      assertThat(answer.status()).isIn(400, 404);
      assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
      assertThat(answer.body()).contains("\"code\"");
      assertThat(errors.all()).isEmpty();
    }
  }

  @Test
  void requestWithoutAHostIsRefusedUnlessItIsOld() throws IOException {
    RawHttp http = new RawHttp(server);

    RawHttp.Answer refused = http.sendAsItIs("GET /openapi HTTP/1.1", new byte[0]);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("invalid-parameter");
    assertThat(http.sendAsItIs("GET /openapi HTTP/1.0", new byte[0]).status()).isEqualTo(200);
  }

  @Test
  void requestWithTwoHostsIsRefused() throws IOException {
    RawHttp.Answer answer =
        new RawHttp(server).send("GET /openapi HTTP/1.1\r\nHost: x\r\nHost: y", new byte[0]);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("The request may have only one Host header.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/2.0", "HTTP/3.0", "HTTP/0.9"})
  void otherVersionOfHttpIsRefused(String version) throws IOException {
    try (LoggedErrors errors = LoggedErrors.listen()) {
      RawHttp.Answer answer = new RawHttp(server).send("GET /openapi " + version, new byte[0]);

      assertThat(answer.status()).isEqualTo(505);
      assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
      assertThat(answer.body()).contains("http-version-not-supported");
      assertThat(errors.all()).isEmpty();
    }
  }
}
