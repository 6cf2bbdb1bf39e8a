package dev.offload.ingest.live;

import dev.offload.ingest.view.TaskFilter;
import dev.offload.ingest.view.TaskSlice;
import dev.offload.ingest.view.TaskView;
import dev.offload.schemas.task.TaskState;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Tells one client of the tasks of its tenant, or of a user: what it missed, or else their
/// present state, and then what is new.
final class TenantStream implements AutoCloseable {
  /// How many tasks that have not ended are shown to a client that has missed too much. The list
  /// has them all.
  static final int PRESENT_TASKS = 1000;

  /// The id of events until a client has all of the present state. It is a position in no log. A
  /// client whose connection ends before that is reset again.
  private static final String NO_POSITION = "reset";

  /// Few enough that a client that does not read holds little memory.
  private static final int PAGE = 10;

  private final TaskView view;
  private final Followed followed;
  private final RecentNews.Reader news;
  private final boolean isReset;

  private TenantStream(TaskView view, Followed followed, RecentNews.Reader news, boolean isReset) {
    this.view = view;
    this.followed = followed;
    this.news = news;
    this.isReset = isReset;
  }

  /// Starts after the position `lastEventId`, or now if it is null. What comes from now on is kept
  /// for the client.
  static TenantStream join(
      RecentNews recent, TaskView view, Followed followed, String lastEventId) {
    String tenant = followed.tenant();
    if (lastEventId == null) {
      return new TenantStream(view, followed, recent.follow(tenant), false);
    }
    Optional<RecentNews.Reader> resumed = recent.resume(tenant, lastEventId);
    return new TenantStream(
        view, followed, resumed.orElseGet(() -> recent.follow(tenant)), resumed.isEmpty());
  }

  /// Tells until the stream is over.
  void run(Outlet outlet, StreamSeat seat, Duration commentEvery)
      throws IOException, InterruptedException {
    seat.whenOver(news.feed()::wake);
    if (isReset) {
      outlet.reset(NO_POSITION);
      tellPresent(outlet, seat);
    }
    outlet.alive(news.position());
    long commentAt = System.nanoTime() + commentEvery.toNanos();
    while (!seat.isOver()) {
      Duration left = Duration.ofNanos(commentAt - System.nanoTime());
      Optional<LiveEvent> next = news.next();
      boolean isTold = next.isPresent() && followed.includes(next.get());
      if (isTold) {
        outlet.one(news.position(), next.get());
      } else if (!left.isPositive()) {
        outlet.alive(news.position());
      } else if (next.isEmpty()) {
        news.feed().await(news.place(), left, seat::isOver);
      }
      if (isTold || !left.isPositive()) {
        commentAt = System.nanoTime() + commentEvery.toNanos();
      }
    }
  }

  /// Tells the tasks that have not ended, state by state. A task that changes its state meanwhile
  /// may be left out or come twice. Its change is told after this.
  private void tellPresent(Outlet outlet, StreamSeat seat)
      throws IOException, InterruptedException {
    int left = PRESENT_TASKS;
    for (TaskState state : TaskState.values()) {
      if (!state.hasEnded() && left > 0) {
        left = tellPresent(state, left, outlet, seat);
      }
    }
  }

  /// Returns how many more may follow.
  private int tellPresent(TaskState state, int most, Outlet outlet, StreamSeat seat)
      throws IOException, InterruptedException {
    TaskFilter filter = followed.in(state);
    int left = most;
    TaskSlice page = view.page(filter, Optional.empty(), Math.min(left, PAGE));
    while (true) {
      outlet.several(NO_POSITION, page.tasks().stream().map(LiveEvent::of).toList());
      left -= page.tasks().size();
      if (page.next().isEmpty() || left <= 0 || seat.isOver()) {
        return left;
      }
      page = view.page(filter, page.next(), Math.min(left, PAGE));
    }
  }

  @Override
  public void close() {
    news.close();
  }
}
