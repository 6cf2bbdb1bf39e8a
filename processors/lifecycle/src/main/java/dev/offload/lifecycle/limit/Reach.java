package dev.offload.lifecycle.limit;

import dev.offload.schemas.work.LimitUse;

/// How many of the tasks that wait for a limit a partition names. A grant takes as long for a
/// thousand tasks as for one, but naming them takes time, too. So the number doubles when
/// all that were named have been granted, and is halved when fewer than half have, or none for a
/// while.
///
/// @param tasks how many
/// @param tellings how often they were told since the last grant
public record Reach(int tasks, int tellings) {
  public static final Reach FIRST = new Reach(LimitUse.MOST_NEXT, 0);

  /// The most tasks that are named, however fast units come.
  public static final int MOST = 1_024;

  private static final int PATIENCE = 8;

  /// After a grant for `granted` of the `named` tasks.
  public Reach after(long granted, int named) {
    if (granted >= named) {
      return new Reach(Math.min(2 * tasks, MOST), 0);
    }
    return granted * 2 < named ? halved() : new Reach(tasks, 0);
  }

  /// After the tasks were told.
  public Reach told() {
    return tellings + 1 < PATIENCE ? new Reach(tasks, tellings + 1) : halved();
  }

  private Reach halved() {
    return new Reach(Math.max(tasks / 2, FIRST.tasks()), 0);
  }
}
