package dev.offload.lifecycle.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// What is kept of a task that has ended without success, for a replay.
sealed interface Remnant permits Assignment, WithoutInput {
  /// The number of its last attempt.
  int spent();

  /// What is to be submitted when it ends again.
  Successors successors();

  /// What is known of the tasks that it was waiting for when it ended; empty if it was not.
  Optional<Formers> formers();

  /// The assignment with an input that no run has worked on yet.
  ///
  /// @param waits whether it waits for other tasks
  Assignment withInput(JsonNode newInput, boolean waits);
}
