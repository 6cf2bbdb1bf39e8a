package dev.offload.mailsink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailPagesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAIL =
      """
      From: Shop <shop@example.com>
      To: ada@example.com
      Subject: =?UTF-8?Q?Z=C3=BCrich?=
      Message-ID: <1@example.com>
      X-Offload-Task: tsk_1
      Content-Type: text/html; charset=UTF-8

      <script>alert(1)</script><b>Hello</b>
      """
          .replace("\n", "\r\n");

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private MailSink sink;
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    sink = MailSink.start(directory, 0, InstantSource.system());
    Router router = Router.router(vertx);
    MailPages.serve(sink, router);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    sink.store()
        .add(List.of("ada@example.com"), MAIL.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    sink.close();
  }

  @Test
  void messagesAreListedAndShown() throws Exception {
    JsonNode list = json(get("/mail/api/messages?recipient=ada@example.com&task=tsk_1"));

    assertThat(list.get("total").asInt()).isEqualTo(1);
    assertThat(list.at("/items/0/subject").asText()).isEqualTo("Zürich");
    JsonNode message = json(get("/mail/api/messages/" + list.at("/items/0/id").asLong()));
    assertThat(message.get("html").asText()).contains("<b>Hello</b>");
    assertThat(message.get("text").isNull()).isTrue();
    assertThat(message.at("/headers/0/name").asText()).isEqualTo("From");
    assertThat(json(get("/mail/api/counts?task=tsk_2")).get("messages").asInt()).isZero();
  }

  @Test
  void htmlOfAMailRunsNothingAndLoadsNothing() throws Exception {
    HttpResponse<String> html = get("/mail/api/messages/1/html");

    assertThat(html.body()).contains("<script>");
    assertThat(html.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy -> assertThat(policy).startsWith("sandbox; default-src 'none';"));
  }

  @Test
  void rawMailIsShownAsText() throws Exception {
    HttpResponse<String> raw = get("/mail/api/messages/1/raw");

    assertThat(raw.body()).isEqualTo(MAIL);
    assertThat(raw.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(raw.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @ParameterizedTest
  @CsvSource({
    "/mail/api/messages/2, 404",
    "/mail/api/messages/2/html, 404",
    "/mail/api/messages/x, 400",
    "/mail/api/messages?limit=0, 400",
    "/mail/api/messages?limit=many, 400",
    "/mail/api/messages?before=-1, 400",
    "/mail, 200",
    "/mail/page.js, 200",
  })
  void eachAddressAnswersAsItShould(String path, int status) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(status);
  }

  @Test
  void behaviourCanBeChangedAndAWrongOneIsRefused() throws Exception {
    assertThat(put("{\"delayMillis\": 5, \"refuse\": [\"a@b.de\"]}").statusCode()).isEqualTo(200);
    assertThat(sink.behaviour()).isEqualTo(new Behaviour(5, Set.of("a@b.de"), Set.of()));
    assertThat(put("{\"delay\": 5}").statusCode()).isEqualTo(400);
    assertThat(put("{\"delayMillis\": -1}").statusCode()).isEqualTo(400);
    assertThat(put("").statusCode()).isEqualTo(400);
  }

  @Test
  void deletedMailIsGone() throws Exception {
    HttpRequest delete = to("/mail/api/messages").DELETE().build();

    assertThat(http.send(delete, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
    assertThat(json(get("/mail/api/messages")).get("total").asInt()).isZero();
  }

  @Test
  void foreignNameThatLeadsHereIsRefused() throws Exception {
    String request = "GET /mail HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 403");
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(to(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> put(String body) throws IOException, InterruptedException {
    return http.send(
        to("/mail/api/behaviour").PUT(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).isEqualTo(200);
    return JSON.readTree(response.body());
  }
}
