package dev.offload.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A reader of the development mail sink.
public final class MailClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PAGE = 500;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  public MailClient(URI mailUrl) {
    this.base = mailUrl + "/api";
  }

  /// How many messages a mailing, or a notification of a task, has caused so far.
  public long count(String taskId) throws IOException, InterruptedException {
    return get("/counts?task=" + taskId).path("messages").asLong();
  }

  /// All messages of a mailing, newest first.
  public List<SeenMail> ofTask(String taskId) throws IOException, InterruptedException {
    List<SeenMail> found = new ArrayList<>();
    long before = 0;
    List<SeenMail> page;
    do {
      page = list("task=%s&limit=%d&before=%d".formatted(taskId, PAGE, before));
      found.addAll(page);
      before = page.isEmpty() ? 0 : page.getLast().id();
    } while (page.size() == PAGE);
    return found;
  }

  /// The newest messages to an address.
  public List<SeenMail> to(String address) throws IOException, InterruptedException {
    return list("recipient=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
  }

  /// Sets how long each mail takes to be accepted.
  public void slowDown(Duration each) throws IOException, InterruptedException {
    var body = JSON.createObjectNode().put("delayMillis", each.toMillis()).toString();
    send(to("/behaviour", "PUT", body));
  }

  @Override
  public void close() {
    http.close();
  }

  private List<SeenMail> list(String query) throws IOException, InterruptedException {
    List<SeenMail> mails = new ArrayList<>();
    get("/messages?" + query).path("items").forEach(item -> mails.add(new SeenMail(item)));
    return mails;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(send(to(path, "GET", "")));
  }

  private HttpRequest to(String path, String method, String body) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(PATIENCE)
        .method(method, BodyPublishers.ofString(body))
        .build();
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new Refused(request.toString(), response.statusCode(), response.body());
    }
    return response.body();
  }
}
