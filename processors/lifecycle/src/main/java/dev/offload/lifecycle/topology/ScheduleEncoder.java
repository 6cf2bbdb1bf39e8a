package dev.offload.lifecycle.topology;

import dev.offload.lifecycle.machine.Kept;
import dev.offload.lifecycle.schedule.ScheduleEffect;
import dev.offload.lifecycle.schedule.ScheduleEntry;
import dev.offload.lifecycle.schedule.ScheduleEvent;
import dev.offload.lifecycle.schedule.ScheduleInput;
import dev.offload.lifecycle.schedule.ScheduleMachine;
import java.time.Instant;
import java.util.Optional;

/// A step of a schedule with a record that is too large can't be written.
public record ScheduleEncoder(ScheduleMachine machine, RecordLimits limits)
    implements Encoder<
        Optional<ScheduleEntry>,
        ScheduleInput,
        ScheduleEvent,
        ScheduleEffect,
        ScheduleMachine.Due> {

  @Override
  public EncodedStep<ScheduleEvent, ScheduleEffect> step(
      Kept<Optional<ScheduleEntry>, ScheduleMachine.Due> before,
      ScheduleInput input,
      Instant now,
      Instant earliest) {
    EncodedStep<ScheduleEvent, ScheduleEffect> encoded =
        EncodedStep.of(machine.step(before, input, now, earliest), Codecs.SCHEDULES, Outgoing::of);
    encoded.outgoing().forEach(limits::check);
    return encoded;
  }
}
