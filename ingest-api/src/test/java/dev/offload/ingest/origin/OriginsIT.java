package dev.offload.ingest.origin;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Surroundings;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What browsers are told about pages of other origins.
@IngestTest
class OriginsIT {
  private static final String ALLOW = "Access-Control-Allow-Origin";

  @BeforeEach
  void awaitReadiness() {
    Api.awaitReadiness();
  }

  @Test
  void allowedPageMayReadAnswersAndTheirHeaders() {
    Api.bootstrap()
        .header("Origin", Surroundings.ALLOWED_ORIGIN)
        .get("/v1/queues")
        .then()
        .statusCode(200)
        .header(ALLOW, Surroundings.ALLOWED_ORIGIN)
        .header("Vary", containsString("rigin"))
        .header("Access-Control-Expose-Headers", containsString("ETag"))
        .header("Access-Control-Expose-Headers", containsString("Offload-Group"))
        .header("Access-Control-Expose-Headers", containsString("Upload-Offset"))
        .header("Access-Control-Expose-Headers", containsString("Location"))
        .header("Access-Control-Allow-Credentials", nullValue());
  }

  @Test
  void allowedPageMayReadProblems() {
    Api.anonymous()
        .header("Origin", Surroundings.ALLOWED_ORIGIN)
        .get("/v1/queues")
        .then()
        .statusCode(401)
        .header(ALLOW, Surroundings.ALLOWED_ORIGIN);
    Api.anonymous()
        .header("Origin", Surroundings.ALLOWED_ORIGIN)
        .header("X-Large", "x".repeat(17 * 1024))
        .get("/v1/queues")
        .then()
        .statusCode(431)
        .header(ALLOW, Surroundings.ALLOWED_ORIGIN);
  }

  @Test
  void preflightNeedsNoKeyAndNamesWhatMayBeSent() {
    preflight(Surroundings.ALLOWED_ORIGIN)
        .statusCode(204)
        .header(ALLOW, Surroundings.ALLOWED_ORIGIN)
        .header("Access-Control-Allow-Methods", containsString("PATCH"))
        .header("Access-Control-Allow-Headers", containsString("Authorization"))
        .header("Access-Control-Allow-Headers", containsString("Last-Event-ID"))
        .header("Access-Control-Allow-Headers", containsString("Idempotency-Key"))
        .header("Access-Control-Allow-Headers", containsString("Upload-Offset"))
        .header("Access-Control-Max-Age", "7200");
  }

  @Test
  void otherPagesAreToldNothing() {
    for (String other :
        List.of(
            "https://evil.example",
            "https://shop.example.evil.example",
            "http://shop.example",
            "https://shop.example:8443",
            "null")) {
      Api.bootstrap()
          .header("Origin", other)
          .get("/v1/queues")
          .then()
          .statusCode(200)
          .header(ALLOW, nullValue())
          .header("Vary", containsString("rigin"));
      preflight(other)
          .statusCode(204)
          .header(ALLOW, nullValue())
          .header("Access-Control-Allow-Headers", nullValue());
    }
  }

  @Test
  void optionsWithoutPreflightNamesTheMethods() {
    Api.anonymous()
        .header("Origin", Surroundings.ALLOWED_ORIGIN)
        .options("/v1/tokens")
        .then()
        .statusCode(204)
        .header("Allow", equalTo("OPTIONS, POST"));
  }

  private static ValidatableResponse preflight(String origin) {
    return Api.anonymous()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,idempotency-key")
        .options("/v1/tasks")
        .then();
  }
}
