package dev.offload.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Submissions that the API refuses, so that no task is made. What the JVM has to load and learn
/// for HTTP, authentication, JSON and the rules of inputs, it does before a user's first task.
final class Rehearsal {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int ENOUGH = 20;
  private static final int REFUSED = 422;

  /// Valid, but for the file: there is none with this id.
  private static final String TASK =
      """
      {"type": "probe", "input": {"result": "fil_00000000-0000-7000-8000-000000000000"}}""";

  private final HttpClient client;
  private final HttpRequest submit;
  private int done;

  Rehearsal(HttpClient client, String url, String key) {
    this.client = client;
    submit =
        HttpRequest.newBuilder(URI.create(url + "/v1/tasks"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(TASK))
            .build();
  }

  /// Goes on until it is enough, or until `deadline` by [System#nanoTime()]. Gives up if the API
  /// does not answer as it does to users.
  void finish(long deadline) throws InterruptedException {
    boolean goesOn = true;
    while (goesOn && !isEnough() && System.nanoTime() - deadline < 0) {
      goesOn = once();
    }
  }

  boolean isEnough() {
    return done >= ENOUGH;
  }

  /// Submits one. Returns whether the API has refused it as it does for users.
  boolean once() throws InterruptedException {
    try {
      boolean answered = client.send(submit, BodyHandlers.ofByteArray()).statusCode() == REFUSED;
      done += answered ? 1 : 0;
      return answered;
    } catch (IOException _) {
      return false;
    }
  }
}
