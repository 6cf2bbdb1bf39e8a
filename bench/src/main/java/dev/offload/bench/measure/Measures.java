package dev.offload.bench.measure;

import dev.offload.bench.load.Schedule;
import dev.offload.bench.measure.Responding.Way;
import java.time.Duration;
import java.util.List;

/// All measurements in order, in the requested size.
public final class Measures {
  /// Batches are so fast that fewer tasks would end before the rate is steady.
  private static final int BATCHES_OF = 3;

  private static final int CANCELLED = 400;
  private static final double STEADY = 500;
  private static final double CALM = 200;
  private static final double PHOTOS = 2;

  private Measures() {}

  /// `tasks` is how many are accepted or drained at full speed. `length` is how long a steady rate
  /// lasts.
  public static List<Measure> of(int tasks, Duration length) {
    return List.of(
        new Accepting(tasks),
        new AcceptingBatches(BATCHES_OF * tasks),
        new Draining(tasks),
        new Responding(Way.DIRECT, Schedule.Evenly.during(length, STEADY)),
        new Responding(Way.DECIDED, Schedule.Evenly.during(length, STEADY)),
        new Cancelling(CANCELLED),
        new BesidePictures(
            Schedule.Evenly.during(length, CALM), Schedule.Evenly.during(length, PHOTOS)),
        new Raw(tasks));
  }
}
