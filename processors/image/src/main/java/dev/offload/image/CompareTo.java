package dev.offload.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.config.FaceDescriptor;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.task.TaskId;
import java.util.List;
import java.util.Objects;

/// Faces that those of a picture are compared with.
sealed interface CompareTo {
  /// Those in another picture.
  ///
  /// @param file the id of its file
  record Picture(String file) implements CompareTo {
    public Picture {
      if (file.isBlank()) {
        throw new IllegalArgumentException("faces.compareTo must have no empty id");
      }
    }
  }

  /// Those that another task has found. Clients write the task's id; what receives the submission
  /// makes it this.
  ///
  /// @param faces the member `faces` of the task's result
  record Task(TaskId task, List<Found> faces) implements CompareTo {
    public Task {
      if (task == null || faces == null) {
        throw new IllegalArgumentException("an object in faces.compareTo must have task and faces");
      }
      faces = List.copyOf(faces);
    }

    /// Null for a face without one.
    List<FaceDescriptor> descriptors() {
      return faces.stream().map(Found::descriptor).toList();
    }

    /// Whether the task has found faces without descriptors.
    boolean lacksDescriptors() {
      return !faces.isEmpty() && descriptors().stream().allMatch(Objects::isNull);
    }
  }

  /// A face as a result lists it. All else in there is nothing to a comparison.
  record Found(FaceDescriptor descriptor) {}

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static CompareTo read(JsonNode json) {
    if (json.isObject()) {
      return Json.MAPPER.convertValue(json, Task.class);
    }
    String id = json.asText();
    if (TaskId.tryParse(id).isPresent()) {
      throw new IllegalArgumentException(
          "faces.compareTo can name a task by its id only where the id itself is submitted, by POST"
              + " /v1/tasks or in a batch. Elsewhere it is {\"task\": …, \"faces\": …}");
    }
    return new Picture(id);
  }
}
