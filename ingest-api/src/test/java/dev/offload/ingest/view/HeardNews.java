package dev.offload.ingest.view;

import dev.offload.schemas.task.GroupStatus;
import dev.offload.schemas.task.TaskId;
import dev.offload.schemas.task.TaskProgress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a view has told.
final class HeardNews implements NewsListener {
  private final List<TaskNews> news = new CopyOnWriteArrayList<>();
  private final List<GroupStatus> groups = new CopyOnWriteArrayList<>();
  private final List<TaskProgress> progress = new CopyOnWriteArrayList<>();

  @Override
  public void reading(String name, Map<Integer, Long> positions) {}

  @Override
  public void changed(List<TaskNews> batch, Map<Integer, Long> positions) {
    news.addAll(batch);
  }

  @Override
  public void grouped(List<GroupStatus> batch) {
    groups.addAll(batch);
  }

  @Override
  public void progressed(List<TaskProgress> batch) {
    progress.addAll(batch);
  }

  List<TaskId> tasks() {
    return news.stream().map(one -> one.task().id()).toList();
  }

  List<TaskNews> of(TaskId id) {
    return news.stream().filter(one -> one.task().id().equals(id)).toList();
  }

  List<GroupStatus> groups() {
    return groups;
  }

  List<TaskProgress> progress() {
    return progress;
  }
}
