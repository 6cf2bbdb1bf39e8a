package dev.offload.ingest.schedule;

import dev.offload.ingest.health.VitalReading;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.kafka.read.TopicTable;
import dev.offload.kafka.read.WholeReading;
import dev.offload.schemas.config.ConfigEntry;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.config.ScheduleStatus;
import dev.offload.schemas.topic.Topics;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All schedules and their status, as this replica has read them from `offload.config` and
/// `offload.schedules`.
@Startup
@ApplicationScoped
class ScheduleBook implements VitalReading {

  private final TopicTable<ConfigEntry> entries;
  private final TopicTable<ScheduleStatus> statuses;
  private final SchedulesConfig config;

  ScheduleBook(
      @Identifier("default-kafka-broker") Map<String, Object> kafka, SchedulesConfig config) {
    this.config = config;
    this.entries =
        TopicTable.read(kafka, Topics.CONFIG, key -> Optional.of(key).filter(Schedule::isKey));
    this.statuses = TopicTable.read(kafka, Topics.SCHEDULES, Optional::of);
  }

  /// Waits until this replica has read everything that any replica wrote before.
  ///
  /// @throws ProblemException `unavailable` with `detail` if that takes too long
  void catchUp(String detail) throws InterruptedException {
    if (!catchUp(config.lookupLimit())) {
      throw ProblemException.unavailable(detail, config.lookupLimit());
    }
  }

  /// The same. Returns whether that was possible within `patience`.
  boolean catchUp(Duration patience) throws InterruptedException {
    return entries.catchUp(patience);
  }

  /// The entries that it is made of, by the keys of their records.
  TopicTable<ConfigEntry> entries() {
    return entries;
  }

  Optional<Schedule> find(String tenant, String name) {
    return entries
        .get(Schedule.key(tenant, name))
        .filter(Schedule.class::isInstance)
        .map(Schedule.class::cast);
  }

  /// The tenant's schedules, by name.
  List<Schedule> of(String tenant) {
    return entries.values().stream()
        .filter(Schedule.class::isInstance)
        .map(Schedule.class::cast)
        .filter(schedule -> schedule.tenant().equals(tenant))
        .sorted(Comparator.comparing(Schedule::name))
        .toList();
  }

  /// What the lifecycle says about the schedule; empty before it has read the schedule.
  Optional<ScheduleStatus> status(Schedule schedule) {
    return statuses.get(ScheduleStatus.key(schedule.tenant(), schedule.name()));
  }

  @Override
  public String wellness() {
    return "schedulesAreRead";
  }

  @Override
  public List<WholeReading> readings() {
    return List.of(entries, statuses);
  }

  @PreDestroy
  void close() {
    readings().forEach(WholeReading::close);
  }
}
