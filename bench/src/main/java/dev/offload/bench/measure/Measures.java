package dev.offload.bench.measure;

import dev.offload.bench.load.Schedule;
import dev.offload.bench.measure.Responding.Way;
import java.time.Duration;
import java.util.List;

/// All measurements in order, in the requested size.
public final class Measures {
  /// Batches are so fast that fewer tasks would end before the rate is steady.
  private static final int BATCHES_OF = 3;

  /// How many times longer than a steady rate. What waits in a flood shows after a while.
  private static final int FLOODS_LAST = 3;

  private static final int CANCELLED = 400;
  private static final double STEADY = 500;
  private static final double CALM = 200;
  private static final double PHOTOS = 2;
  private static final double NEIGHBOUR = 5;

  private static final int SHORT = 1_500;
  private static final Duration SHORTLY = Duration.ofSeconds(2);

  private Measures() {}

  /// Some of everything that tasks go through, in about half a minute: for their effect on the
  /// process, not for their figures.
  public static List<Measure> ofEverythingShortly() {
    return List.of(
        new Accepting(SHORT),
        new AcceptingBatches(SHORT),
        new Draining(SHORT),
        new Responding(Way.DIRECT, Schedule.Evenly.during(SHORTLY, STEADY)),
        new Responding(Way.DECIDED, Schedule.Evenly.during(SHORTLY, STEADY)),
        new Cancelling(CANCELLED / 20),
        new BesidePictures(
            Schedule.Evenly.during(SHORTLY, CALM), Schedule.Evenly.during(SHORTLY, PHOTOS)));
  }

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
        new Flooding(length.multipliedBy(FLOODS_LAST), NEIGHBOUR),
        new Limiting(tasks),
        new Raw(tasks));
  }
}
