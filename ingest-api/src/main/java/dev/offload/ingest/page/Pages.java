package dev.offload.ingest.page;

import dev.offload.ingest.etag.Preconditions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Serves the files that browsers load. They are the same for everybody, so they need no key.
@ApplicationScoped
class Pages {

  /// Pages of any origin may load it: what it shows needs a token.
  private static final Map<String, String> SCRIPT_FOR_ALL =
      headers(
          "text/javascript; charset=utf-8",
          Map.of(
              "Access-Control-Allow-Origin", "*",
              "Cross-Origin-Resource-Policy", "cross-origin"));

  private static final Map<String, String> SCRIPT =
      headers("text/javascript; charset=utf-8", Map.of());
  private static final Map<String, String> STYLES = headers("text/css; charset=utf-8", Map.of());

  /// It runs and loads only what comes from here, and stands in no other page.
  private static final Map<String, String> PAGE =
      headers(
          "text/html; charset=utf-8",
          Map.of(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                  + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
              "Referrer-Policy",
              "no-referrer"));

  private static final Map<String, PageFile> FILES =
      Map.of(
          "/offload-progress.js", PageFile.of("offload-progress.js", SCRIPT_FOR_ALL),
          "/portal", PageFile.of("portal.html", PAGE),
          "/portal.css", PageFile.of("portal.css", STYLES),
          "/portal.js", PageFile.of("portal.js", SCRIPT));

  private static Map<String, String> headers(String type, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Content-Type", type);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Cache-Control", "public, max-age=300");
    return Map.copyOf(headers);
  }

  void install(@Observes Router router) {
    FILES.forEach(
        (path, file) -> {
          router.route(HttpMethod.GET, path).handler(request -> answer(request, file));
          router.route(HttpMethod.HEAD, path).handler(request -> answer(request, file));
        });
  }

  private static void answer(RoutingContext request, PageFile file) {
    HttpServerResponse response = request.response();
    file.headers().forEach(response::putHeader);
    response.putHeader(HttpHeaders.ETAG, file.etag());
    List<String> known = request.request().headers().getAll(HttpHeaders.IF_NONE_MATCH);
    if (new Preconditions(List.of(), known).alreadyHas(file.etag())) {
      response.setStatusCode(304).end();
    } else if (request.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, "" + file.content().length()).end();
    } else {
      response.end(file.content());
    }
  }
}
