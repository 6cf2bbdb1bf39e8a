package dev.offload.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.e2e.client.SeenTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// One task of the demo: what is submitted and how it has to end.
///
/// @param title the title in the table
/// @param request the body of the submission
record DemoTask(String title, ObjectNode request, Expectation expectation) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int THUMBNAIL_SIDE = 256;

  /// How a task has to end.
  sealed interface Expectation {
    /// Succeeds with `faces` faces found and one thumbnail made.
    record Picture(int faces) implements Expectation {}

    /// Succeeds with one face found, which is that of the gallery's face `who`, and one thumbnail
    /// made.
    record Recognised(String who) implements Expectation {}

    /// Succeeds with an answer of `rows` rows in `files` files.
    record Report(int rows, int files) implements Expectation {}

    /// Succeeds with `sent` mails sent and `invalid` invalid recipients.
    record Mailed(int sent, int invalid) implements Expectation {}

    /// Succeeds in attempt number `attempts`.
    record SucceedsInAttempt(int attempts) implements Expectation {}

    /// Fails for good in attempt number `attempts`.
    record FailsInAttempt(int attempts) implements Expectation {}
  }

  static DemoTask picture(String title, String fileId, int faces, URI webhook) {
    return picture(title, fileId, "{\"detect\": true}", new Expectation.Picture(faces), webhook);
  }

  /// A photo of somebody whom `gallery` knows as `who`.
  static DemoTask photoOf(String who, String gallery, String title, String fileId, URI webhook) {
    var faces = "{\"gallery\": \"%s\"}".formatted(gallery);
    return picture(title, fileId, faces, new Expectation.Recognised(who), webhook);
  }

  private static DemoTask picture(
      String title, String fileId, String faces, Expectation expectation, URI webhook) {
    return of(
        title,
        """
        {"type": "image",
         "input": {
           "source": {"file": "%s"},
           "outputs": [{"name": "thumbnail", "format": "jpeg",
                        "resize": {"width": %d, "height": %d, "fit": "cover"}}],
           "faces": %s}}
        """
            .formatted(fileId, THUMBNAIL_SIDE, THUMBNAIL_SIDE, faces),
        expectation,
        webhook);
  }

  static DemoTask report(String title, String fileId, String query, int rows, URI webhook) {
    var request = JSON.createObjectNode().put("type", "report");
    var input = request.putObject("input").put("query", query).put("title", "Orders by region");
    input.putArray("sources").addObject().put("name", "orders").put("file", fileId);
    input.putArray("formats").add("csv").add("xlsx").add("html");
    var chart = input.putObject("chart").put("x", "region").put("title", "Turnover");
    chart.putArray("y").add("turnover");
    return of(title, request.toString(), new Expectation.Report(rows, 3), webhook);
  }

  static DemoTask failsTwice(URI webhook) {
    return of(
        "fails twice, then succeeds",
        """
        {"type": "probe",
         "input": {"sleep": "PT0.3S", "failTimes": 2, "result": {"third": "time lucky"}},
         "retry": {"maxAttempts": 5, "firstDelay": "PT0.5S", "factor": 2, "maxDelay": "PT5S",
                   "jitter": "full"}}
        """,
        new Expectation.SucceedsInAttempt(3),
        webhook);
  }

  static DemoTask failsForGood(URI webhook) {
    return of(
        "must fail for good",
        """
        {"type": "probe", "input": {"failTimes": 1, "final": true}}
        """,
        new Expectation.FailsInAttempt(1),
        webhook);
  }

  /// What is wrong with the end of `task`; empty if nothing is.
  List<String> faults(SeenTask task) {
    var faults = new ArrayList<String>();
    switch (expectation) {
      case Expectation.Picture(int faces) -> {
        expect("state", "succeeded", task.state(), faults);
        expect("faces", faces, task.result().path("faces").size(), faults);
        expect("output files", 1, task.json().path("files").size(), faults);
      }
      case Expectation.Recognised(String who) -> {
        expect("state", "succeeded", task.state(), faults);
        expect("faces", 1, task.result().path("faces").size(), faults);
        expect("person", who, task.result().at("/faces/0/matches/0/id").asText(), faults);
        expect("output files", 1, task.json().path("files").size(), faults);
      }
      case Expectation.Report(int rows, int files) -> {
        expect("state", "succeeded", task.state(), faults);
        expect("rows", rows, task.result().path("rows").asInt(), faults);
        expect("output files", files, task.json().path("files").size(), faults);
      }
      case Expectation.Mailed(int sent, int invalid) -> {
        expect("state", "succeeded", task.state(), faults);
        expect("mails sent", sent, task.result().path("sent").asInt(), faults);
        expect("invalid recipients", invalid, task.result().path("invalid").asInt(), faults);
      }
      case Expectation.SucceedsInAttempt(int attempts) -> {
        expect("state", "succeeded", task.state(), faults);
        expect("attempts", attempts, task.attempts(), faults);
      }
      case Expectation.FailsInAttempt(int attempts) -> {
        expect("state", "failed", task.state(), faults);
        expect("attempts", attempts, task.attempts(), faults);
      }
    }
    return faults;
  }

  /// The type of the webhook that has to arrive.
  String webhookType() {
    return switch (expectation) {
      case Expectation.Picture _,
          Expectation.Recognised _,
          Expectation.Report _,
          Expectation.Mailed _,
          Expectation.SucceedsInAttempt _ ->
          "task.succeeded";
      case Expectation.FailsInAttempt _ -> "task.failed";
    };
  }

  private void expect(String what, Object wanted, Object actual, List<String> faults) {
    if (!wanted.equals(actual)) {
      faults.add("%s: %s is %s instead of %s".formatted(title, what, actual, wanted));
    }
  }

  static DemoTask of(String title, String request, Expectation expectation, URI webhook) {
    try {
      JsonNode body = JSON.readTree(request);
      var object = (ObjectNode) body;
      object.putArray("notify").addObject().put("webhook", webhook.toString());
      return new DemoTask(title, object, expectation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
