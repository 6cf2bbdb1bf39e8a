package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.Step;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskStepper;
import dev.offload.lifecycle.task.TooLarge;
import dev.offload.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Computes steps to the last byte. A step that is too large to be written becomes one in which the
/// task fails with that reason; one that hands out to a queue that is closed, one in which the task
/// waits.
public final class StepEncoder {
  private final TaskStepper stepper;
  private final RecordLimits limits;
  private final QueueTopics queues;

  public StepEncoder(TaskStepper stepper, RecordLimits limits, QueueTopics queues) {
    this.stepper = stepper;
    this.limits = limits;
    this.queues = queues;
  }

  EncodedStep step(TaskEntry before, Input input, Instant now, Instant earliest) {
    EncodedStep wanted =
        fitting(before, input, stepper.step(before, input, now, earliest), now, earliest);
    Optional<Duration> closed = wanted.queue().flatMap(queues::closedFor);
    return closed.isEmpty()
        ? wanted
        : fitting(
            before,
            input,
            stepper.postpone(before, input, now.plus(closed.get()), now, earliest),
            now,
            earliest);
  }

  /// Throws an [IllegalArgumentException] where `record` is too large to be written.
  void check(Outgoing record) {
    if (record.size() > limits.of(record.topic())) {
      throw new IllegalArgumentException(
          "a record of %s must have at most %d bytes, has %d"
              .formatted(record.topic(), limits.of(record.topic()), record.size()));
    }
  }

  /// How many bytes a record may have to be parked.
  long limitOfParked() {
    return limits.of(Topics.PARKED.name());
  }

  private EncodedStep fitting(
      TaskEntry before, Input input, Step step, Instant now, Instant earliest) {
    EncodedStep encoded = EncodedStep.of(step);
    return encoded
        .tooLarge(limits)
        .map(what -> refused(before, input, what, now, earliest))
        .orElse(encoded);
  }

  private EncodedStep refused(
      TaskEntry before, Input input, TooLarge what, Instant now, Instant earliest) {
    Step refusal = stepper.refuse(before, input, what, now, earliest);
    EncodedStep encoded = EncodedStep.of(refusal);
    encoded
        .tooLarge(limits)
        .ifPresent(
            still -> {
              throw new IllegalArgumentException("even failed it is too large: " + still);
            });
    return encoded;
  }
}
