package dev.offload.ingest.live;

import dev.offload.ingest.view.NewsListener;
import dev.offload.ingest.view.TaskNews;
import dev.offload.ingest.view.TaskSnapshot;
import dev.offload.ingest.view.TaskView;
import dev.offload.ingest.view.ViewFailure;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.Origin;
import dev.offload.schemas.task.Task;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what the view reads to the clients that follow it. Each event is written once, however
/// many clients there are. Each client fetches it on its own thread, and nobody waits for them.
///
/// ```
/// view ──► hub ──┬─► RecentNews: a feed for each tenant ──► TenantStream ──► client
///                └─► SingleFeeds: a feed for each that is followed ──► SingleStream ──► client
/// ```
@ApplicationScoped
public class LiveHub implements NewsListener {
  private static final Logger log = LoggerFactory.getLogger(LiveHub.class);

  private final TaskView view;
  private final LogTail tail;
  private final SingleFeeds<TaskId> taskFeeds = new SingleFeeds<>();
  private final SingleFeeds<GroupId> groupFeeds = new SingleFeeds<>();
  private volatile RecentNews recent;

  LiveHub(TaskView view, LogTail tail) {
    this.view = view;
    this.tail = tail;
  }

  /// The news of all tasks and groups, by tenant; empty before anything was read.
  Optional<RecentNews> recent() {
    return Optional.ofNullable(recent);
  }

  /// The news of single tasks.
  SingleFeeds<TaskId> taskFeeds() {
    return taskFeeds;
  }

  /// The news of single groups.
  SingleFeeds<GroupId> groupFeeds() {
    return groupFeeds;
  }

  @Override
  public void reading(String name, Map<Integer, Long> positions) {
    if (recent == null) {
      recent = tail.before(name, positions);
    }
  }

  @Override
  public void changed(List<TaskNews> news, Map<Integer, Long> positions) {
    for (TaskNews one : news) {
      if (recent.isNew(one.partition(), one.offset())) {
        tell(one);
      }
    }
  }

  private void tell(TaskNews news) {
    Task task = news.task();
    boolean isForAll = task.origin() == Origin.CLIENT;
    boolean isFollowed = taskFeeds.isFollowed(task.id()) || recent.isFollowed(task.tenant());
    if (!isForAll && !isFollowed) {
      recent.pass(news.partition(), news.offset());
      return;
    }
    LiveEvent event = isFollowed ? LiveEvent.of(withProgress(task)) : LiveEvent.of(news.written());
    if (isForAll) {
      recent.add(event, news.partition(), news.offset(), news.timestamp());
    } else {
      recent.pass(news.partition(), news.offset());
    }
    taskFeeds.append(task.id(), event);
  }

  @Override
  public void grouped(List<GroupStatus> groups) {
    for (GroupStatus group : groups) {
      GroupId id = group.facts().id();
      if (groupFeeds.isFollowed(id) || recent.isFollowed(group.tenant())) {
        LiveEvent event = LiveEvent.of(group);
        groupFeeds.append(id, event);
        recent.addPassing(event);
      }
    }
  }

  @Override
  public void progressed(List<TaskProgress> progress) {
    for (TaskProgress one : progress) {
      if (taskFeeds.isFollowed(one.taskId()) || recent.isFollowed(one.tenant())) {
        current(one.tenant(), one.taskId()).ifPresent(this::tellProgress);
      }
    }
  }

  private void tellProgress(TaskSnapshot snapshot) {
    LiveEvent event = LiveEvent.of(snapshot);
    taskFeeds.append(snapshot.task().id(), event);
    if (snapshot.task().origin() == Origin.CLIENT) {
      recent.addPassing(event);
    }
  }

  /// A version with its progress, if that is still current.
  private TaskSnapshot withProgress(Task task) {
    if (task.attempts().isEmpty()) {
      return TaskSnapshot.withoutProgress(task);
    }
    return current(task.tenant(), task.id())
        .filter(snapshot -> snapshot.task().version() == task.version())
        .orElseGet(() -> TaskSnapshot.withoutProgress(task));
  }

  private Optional<TaskSnapshot> current(String tenant, TaskId id) {
    try {
      return view.snapshot(tenant, id);
    } catch (ViewFailure e) {
      log.warn(
          "progress is not sent to live streams, the task view did not answer taskId={}", id, e);
      return Optional.empty();
    }
  }
}
