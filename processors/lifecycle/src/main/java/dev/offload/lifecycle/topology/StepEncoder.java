package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.task.Input;
import dev.offload.lifecycle.task.Step;
import dev.offload.lifecycle.task.TaskEntry;
import dev.offload.lifecycle.task.TaskStepper;
import dev.offload.lifecycle.task.TooLarge;
import java.time.Instant;

/// Computes steps to the last byte. A step that is too large to be written becomes one in which the
/// task fails with that reason.
public final class StepEncoder {
  /// What a record takes next to its value: key, headers, framing.
  private static final int RECORD_OVERHEAD = 2048;

  private final TaskStepper stepper;
  private final int limit;

  /// `maxMessageBytes` is what Kafka takes as one record.
  public StepEncoder(TaskStepper stepper, int maxMessageBytes) {
    this.stepper = stepper;
    this.limit = maxMessageBytes - RECORD_OVERHEAD;
  }

  EncodedStep step(TaskEntry before, Input input, Instant now, Instant earliest) {
    EncodedStep encoded = EncodedStep.of(stepper.step(before, input, now, earliest));
    return encoded
        .tooLarge(limit)
        .map(what -> refused(before, input, what, now, earliest))
        .orElse(encoded);
  }

  /// Throws an [IllegalArgumentException] where `record` is too large to be written.
  void check(Outgoing record) {
    if (record.size() > limit) {
      throw new IllegalArgumentException(
          "a record of %s must have at most %d bytes, has %d"
              .formatted(record.topic(), limit, record.size()));
    }
  }

  private EncodedStep refused(
      TaskEntry before, Input input, TooLarge what, Instant now, Instant earliest) {
    Step refusal = stepper.refuse(before, input, what, now, earliest);
    EncodedStep encoded = EncodedStep.of(refusal);
    encoded
        .tooLarge(limit)
        .ifPresent(
            still -> {
              throw new IllegalArgumentException("even failed it is too large: " + still);
            });
    return encoded;
  }
}
