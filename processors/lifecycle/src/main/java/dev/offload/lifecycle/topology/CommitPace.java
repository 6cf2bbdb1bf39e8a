package dev.offload.lifecycle.topology;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How often stream threads commit, each by itself: after a commit comes a pause of `least`, or as
/// long as that commit took where this is longer.
///
/// A task waits for a commit at each of its steps, so there are many. Where they are slow, for
/// there are many partitions or the machine is busy, half of the time is still left to work in.
/// Kafka Streams' own interval knows the clock only: commits that take longer than it follow upon
/// each other with a few records each.
public final class CommitPace {
  private final long least;
  private final LongSupplier nanoTime;
  private final ThreadLocal<Turn> turns;

  /// What one thread knows of its commits.
  private static final class Turn {
    private long began;
    private long ended;
    private long pause;
    private boolean isCommitting;
    private boolean isAwaited;
  }

  public CommitPace(Duration least) {
    this(least, System::nanoTime);
  }

  CommitPace(Duration least, LongSupplier nanoTime) {
    this.least = least.toNanos();
    this.nanoTime = nanoTime;
    this.turns =
        ThreadLocal.withInitial(
            () -> {
              Turn turn = new Turn();
              turn.ended = nanoTime.getAsLong() - this.least;
              turn.pause = this.least;
              return turn;
            });
  }

  /// The calling thread is at a commit; saying it again until it has [#ended] changes nothing.
  public void began() {
    Turn turn = turns.get();
    if (!turn.isCommitting) {
      turn.isCommitting = true;
      turn.began = nanoTime.getAsLong();
    }
  }

  /// The commit is over, whether it came to anything or not.
  public void ended() {
    Turn turn = turns.get();
    turn.ended = nanoTime.getAsLong();
    turn.pause = Math.max(least, turn.isCommitting ? turn.ended - turn.began : 0);
    turn.isCommitting = false;
    turn.isAwaited = false;
  }

  /// How long the calling thread is still to wait for its next commit; zero: it may commit.
  Duration pause() {
    Turn turn = turns.get();
    long left = turn.pause - (nanoTime.getAsLong() - turn.ended);
    return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }

  /// True for the first one that asks since the last commit: it sees to the next one, for all
  /// partitions of its thread.
  boolean claim() {
    Turn turn = turns.get();
    boolean isFirst = !turn.isAwaited;
    turn.isAwaited = true;
    return isFirst;
  }
}
