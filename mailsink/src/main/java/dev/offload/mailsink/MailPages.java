package dev.offload.mailsink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Shows the sink in the browser and as JSON, under `/mail`. The calls are in
/// docs/reference/email.md.
///
/// There is no key: whoever may read loopback may read it. A page of another origin may not, even
/// with a name that it lets lead here.
public final class MailPages {
  public static final String PATH = "/mail";

  private static final Set<String> OWN_HOSTS = Set.of("127.0.0.1", "localhost", "[::1]", "::1");
  private static final int MAX_BODY = 1024 * 1024;
  private static final int USUAL_LIMIT = 50;
  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self';"
          + " frame-src 'self'; img-src 'self'; frame-ancestors 'none'";
  private static final String MAIL_POLICY =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
          + " frame-ancestors 'self'";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final MailSink sink;

  private MailPages(MailSink sink) {
    this.sink = sink;
  }

  /// Serves `sink` on `router`.
  public static void serve(MailSink sink, Router router) {
    MailPages pages = new MailPages(sink);
    router.route(PATH + "*").handler(MailPages::onlyFromHere);
    router.get(PATH).handler(page("page.html", "text/html; charset=utf-8"));
    router.get(PATH + "/page.js").handler(page("page.js", "text/javascript; charset=utf-8"));
    get(router, "/api/messages", pages::list);
    get(router, "/api/counts", pages::count);
    get(router, "/api/messages/:id", pages::show);
    get(router, "/api/messages/:id/raw", pages::raw);
    get(router, "/api/messages/:id/html", pages::html);
    get(router, "/api/behaviour", exchange -> json(exchange, sink.behaviour()));
    router
        .put(PATH + "/api/behaviour")
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
        .blockingHandler(exchange -> run(exchange, pages::behave), false);
    router
        .delete(PATH + "/api/messages")
        .blockingHandler(exchange -> run(exchange, pages::clear), false);
  }

  /// One call, which may wait for the store.
  private interface Call {
    void answer(RoutingContext exchange) throws Exception;
  }

  private static void get(Router router, String path, Call call) {
    router.get(PATH + path).blockingHandler(exchange -> run(exchange, call), false);
  }

  private static void run(RoutingContext exchange, Call call) {
    try {
      call.answer(exchange);
    } catch (IllegalArgumentException | JsonProcessingException e) {
      fail(exchange, 400, e.getMessage());
    } catch (Exception e) {
      fail(exchange, 500, "the mail can't be read: " + e.getMessage());
    }
  }

  private void list(RoutingContext exchange) throws Exception {
    MessageQuery query = query(exchange.request());
    ObjectNode answer = JSON.createObjectNode();
    answer.set("items", JSON.valueToTree(sink.store().list(query)));
    answer.put("total", sink.store().count(query).messages());
    json(exchange, answer);
  }

  private void count(RoutingContext exchange) throws Exception {
    json(exchange, sink.store().count(query(exchange.request())));
  }

  private void show(RoutingContext exchange) throws Exception {
    long id = id(exchange);
    byte[] raw = sink.store().raw(id).orElse(null);
    if (raw == null) {
      fail(exchange, 404, "there is no such message");
      return;
    }
    ReadMessage message = ReadMessage.of(raw);
    ObjectNode answer = JSON.valueToTree(sink.store().find(id).orElseThrow());
    answer.set("headers", JSON.valueToTree(message.headers()));
    answer.put("text", message.text().orElse(null));
    answer.put("html", message.html().orElse(null));
    json(exchange, answer);
  }

  private void raw(RoutingContext exchange) throws Exception {
    byte[] raw = sink.store().raw(id(exchange)).orElse(null);
    if (raw == null) {
      fail(exchange, 404, "there is no such message");
      return;
    }
    exchange
        .response()
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Security-Policy", MAIL_POLICY)
        .end(new String(raw, StandardCharsets.UTF_8));
  }

  private void html(RoutingContext exchange) throws Exception {
    byte[] raw = sink.store().raw(id(exchange)).orElse(null);
    String html = raw == null ? null : ReadMessage.of(raw).html().orElse(null);
    if (html == null) {
      fail(exchange, 404, "there is no such message, or no HTML in it");
      return;
    }
    exchange
        .response()
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Security-Policy", MAIL_POLICY)
        .end(html);
  }

  private void behave(RoutingContext exchange) throws Exception {
    String body = exchange.body().asString();
    if (body == null || body.isEmpty()) {
      throw new IllegalArgumentException("send a behaviour as JSON");
    }
    sink.behave(JSON.readValue(body, Behaviour.class));
    json(exchange, sink.behaviour());
  }

  private void clear(RoutingContext exchange) throws Exception {
    sink.store().clear();
    exchange.response().setStatusCode(204).end();
  }

  private static MessageQuery query(HttpServerRequest request) {
    return new MessageQuery(
        request.getParam("recipient"),
        request.getParam("task"),
        request.getParam("messageId"),
        Long.parseLong(request.getParam("before", "0")),
        Integer.parseInt(request.getParam("limit", Integer.toString(USUAL_LIMIT))));
  }

  private static long id(RoutingContext exchange) {
    return Long.parseLong(exchange.pathParam("id"));
  }

  private static void onlyFromHere(RoutingContext exchange) {
    var authority = exchange.request().authority();
    if (authority != null && OWN_HOSTS.contains(authority.host())) {
      exchange.next();
    } else {
      fail(exchange, 403, "the mail sink answers to its loopback address only");
    }
  }

  private static Handler<RoutingContext> page(String resource, String type) {
    String content = resource(resource);
    return exchange ->
        exchange
            .response()
            .putHeader("Content-Type", type)
            .putHeader("Content-Security-Policy", PAGE_POLICY)
            .end(content);
  }

  private static void json(RoutingContext exchange, Object value) throws JsonProcessingException {
    exchange
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(JSON.writeValueAsString(value));
  }

  private static void fail(RoutingContext exchange, int status, String detail) {
    exchange
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(JSON.createObjectNode().put("status", status).put("detail", detail).toString());
  }

  private static String resource(String name) {
    try (InputStream in = MailPages.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
