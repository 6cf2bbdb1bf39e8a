package dev.offload.ingest.gallery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.schemas.command.Lineage;
import dev.offload.schemas.command.SubmitTask;
import dev.offload.schemas.command.Timing;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.config.FaceReading;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.PublicTask;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.TaskError;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The task that reads the picture of a face. Its type is `image`, as for clients. It asks for
/// the descriptors of all faces and for nothing else.
final class ReadingTask {
  static final String TYPE = "image";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final RetryPolicy TWICE =
      new RetryPolicy(2, PAUSE, 1, PAUSE, RetryPolicy.Jitter.NONE);

  private ReadingTask() {}

  /// @param expireAfter how long after its submission it may start
  static SubmitTask of(FaceReading reading, String queue, Duration expireAfter) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.putObject("source").put("file", reading.file());
    input.putObject("faces").put("embed", true);
    return new SubmitTask(
        reading.task(),
        reading.tenant(),
        new TaskSpec(
            new Placement(TYPE, queue), new RunSpec(input, TIMEOUT), Terms.retrying(TWICE)),
        new Timing(reading.since(), null, reading.since().plus(expireAfter)),
        new Lineage.Root(Origin.SYSTEM),
        null,
        null);
  }

  /// The descriptor of the only face in the picture.
  ///
  /// @param task a task that has ended
  /// @throws ProblemException `invalid-face` if the picture does not show exactly one face,
  ///     `unavailable` if it could not be read
  static FaceDescriptor descriptor(PublicTask task) {
    return switch (task.state()) {
      case SUCCEEDED -> descriptor(task.result());
      case FAILED -> throw failure(task.error());
      case CANCELLED, EXPIRED -> throw notRead("The picture was not read.");
      case SCHEDULED, QUEUED, RUNNING, RETRYING -> throw notYet();
    };
  }

  private static FaceDescriptor descriptor(JsonNode result) {
    JsonNode faces = result == null ? null : result.get("faces");
    if (!(faces instanceof ArrayNode found)) {
      throw notRead("The worker's result has no list of faces.");
    }
    if (found.size() != 1) {
      throw FaceBody.wrongPicture(
          "must show exactly one face, shows " + (found.isEmpty() ? "none" : found.size()));
    }
    return descriptorIn(found.get(0))
        .orElseThrow(() -> notRead("The worker's result has no descriptor of the face."));
  }

  private static Optional<FaceDescriptor> descriptorIn(JsonNode face) {
    List<Double> numbers = new ArrayList<>();
    face.path("descriptor").forEach(number -> numbers.add(number.asDouble()));
    try {
      return Optional.of(FaceDescriptor.of(numbers));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static ProblemException failure(TaskError error) {
    return error.isFinal()
        ? FaceBody.wrongPicture("must be a picture that can be read: " + error.message())
        : notRead("The picture could not be read at this time.");
  }

  static ProblemException notYet() {
    return notRead("No image worker has read the picture in time.");
  }

  private static ProblemException notRead(String detail) {
    return Readings.unavailable(detail + " It is safe to repeat the request.");
  }
}
