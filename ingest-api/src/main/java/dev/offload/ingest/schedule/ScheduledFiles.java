package dev.offload.ingest.schedule;

import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.task.NamedFiles;
import dev.offload.schemas.task.Successor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/// The files that schedules name for the tasks they will submit.
@ApplicationScoped
public class ScheduledFiles {
  private final ScheduleBook book;
  private final SchedulesConfig config;

  ScheduledFiles(ScheduleBook book, SchedulesConfig config) {
    this.book = book;
    this.config = config;
  }

  /// Whether this replica has read everything that any replica wrote before.
  public boolean catchUp() throws InterruptedException {
    return book.catchUp(config.lookupLimit());
  }

  /// The tenant's files, each with the name of a schedule.
  public Map<String, String> of(String tenant) {
    Map<String, String> files = new HashMap<>();
    for (Schedule schedule : book.of(tenant)) {
      NamedFiles.in(schedule.task().input()).forEach(file -> files.put(file, schedule.name()));
      Successor.files(schedule.task().then()).forEach(file -> files.put(file, schedule.name()));
    }
    return files;
  }
}
