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

  /// What it runs with if it is given no other input; empty if its own was too large to be kept.
  Optional<Assignment> whole();

  /// The assignment with an input that no run has worked on yet.
  ///
  /// @param waitsFor what it has heard of the tasks that it waits for; empty if it waits for none
  Assignment withInput(JsonNode newInput, Optional<Formers> waitsFor);

  /// The same without the input and the successors, if they are too large to be kept.
  WithoutInput withoutInput();
}
