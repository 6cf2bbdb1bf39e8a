package dev.offload.ingest.page;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.offload.ingest.rig.Api;
import dev.offload.ingest.rig.IngestTest;
import dev.offload.ingest.rig.Surroundings;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What browsers load from the API.
@IngestTest
class PagesIT {
  private static final String ELEMENT = "/offload-progress.js";

  @Test
  void elementIsAScriptThatEveryPageMayLoad() {
    String etag =
        Api.anonymous()
            .header("Origin", "https://anywhere.example")
            .get(ELEMENT)
            .then()
            .statusCode(200)
            .contentType("text/javascript;charset=utf-8")
            .header("Access-Control-Allow-Origin", "*")
            .header("X-Content-Type-Options", "nosniff")
            .header("Cache-Control", containsString("max-age"))
            .body(containsString("customElements.define('offload-progress'"))
            .extract()
            .header("ETag");
    Api.anonymous()
        .header("If-None-Match", etag)
        .get(ELEMENT)
        .then()
        .statusCode(304)
        .header("ETag", etag)
        .body(emptyString());
  }

  @Test
  void elementIsTheSameForAllowedOrigins() {
    Api.anonymous()
        .header("Origin", Surroundings.ALLOWED_ORIGIN)
        .get(ELEMENT)
        .then()
        .header("Access-Control-Allow-Origin", "*");
  }

  @Test
  void pagesCanOnlyBeRead() {
    for (String page : List.of(ELEMENT, "/portal", "/portal.js", "/portal.css")) {
      Api.anonymous().head(page).then().statusCode(200).body(emptyString());
      Api.anonymous().options(page).then().statusCode(204);
      for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
        Api.anonymous()
            .request(method, page)
            .then()
            .statusCode(405)
            .header("Allow", equalTo("GET, HEAD, OPTIONS"));
      }
    }
  }

  /// The policy of the page would keep them from running.
  @Test
  void portalHasNoScriptsOrStylesOfItsOwn() {
    Api.anonymous()
        .get("/portal")
        .then()
        .header("Content-Security-Policy", containsString("script-src 'self'"))
        .body(matchesPattern("(?s)(?!.*(<style|style=|<script>| on[a-z]+=)).*"));
  }
}
