package dev.offload.ingest.schedule;

import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.change.ConfigChanges;
import dev.offload.ingest.change.ConfigTurn;
import dev.offload.ingest.change.ConfigTurn.Basis;
import dev.offload.ingest.change.QuotaUse;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.Page;
import dev.offload.ingest.list.PageCursor;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Quota;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.ingest.submit.FileHolds;
import dev.offload.ingest.submit.InputRules;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Creates, shows and deletes schedules. Every replica knows what another has answered, since each
/// reads on before it answers.
@ApplicationScoped
class ScheduleKeeper {

  private static final String WHAT = "schedule";
  private static final String NOT_READ = "Kafka does not answer: schedules can't be read now.";

  private static final PageCursor<String> CURSOR =
      PageCursor.of(name -> name, text -> Optional.of(text).filter(Schedule::isName));

  private final ScheduleBook book;
  private final ScheduleMaker maker;
  private final SchedulesConfig config;
  private final InputRules rules;
  private final StorageGuard storage;
  private final InstantSource clock;
  private final ConfigChanges<Schedule> changes;

  ScheduleKeeper(
      ScheduleBook book,
      ScheduleMaker maker,
      SchedulesConfig config,
      BoundedWriter writer,
      InputRules rules,
      StorageGuard storage,
      InstantSource clock) {
    this.book = book;
    this.maker = maker;
    this.config = config;
    this.rules = rules;
    this.storage = storage;
    this.clock = clock;
    this.changes =
        new ConfigChanges<>(
            Schedule.class,
            WHAT,
            NOT_READ,
            book.entries(),
            config.lookupLimit(),
            ConfigChanges.Records.single(writer));
  }

  /// A schedule that exists now, and whether it is new.
  record Kept(String tag, ScheduleView view, boolean isNew) {}

  /// `permission` throws if the caller may not write any more. It is asked after the wait.
  Kept put(String tenant, String name, JsonBody body, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    return changes.inTurn(
        tenant,
        Schedule.key(tenant, name),
        turn -> {
          Instant now = clock.instant();
          Optional<Schedule> earlier = turn.present();
          Schedule schedule = maker.make(tenant, name, body, earlier, now);
          conditions.require(earlier.map(ScheduleKeeper::tag), WHAT);
          put(turn, schedule, Basis.of(conditions), permission);
          return new Kept(tag(schedule), view(schedule, now), earlier.isEmpty());
        });
  }

  private void put(ConfigTurn<Schedule> turn, Schedule schedule, Basis basis, Runnable permission)
      throws InterruptedException {
    String tenant = schedule.tenant();
    Optional<Schedule> earlier = turn.present();
    long moreBytes = bytes(schedule) - earlier.map(ScheduleKeeper::bytes).orElse(0L);
    QuotaUse number = new QuotaUse(number(tenant), earlier.isEmpty() ? 1 : 0);
    QuotaUse size = new QuotaUse(size(tenant), moreBytes);
    number.check();
    size.check();
    storage.requireRoomForWork();
    try (FileHolds _ = rules.hold(tenant, schedule.task())) {
      earlier.ifPresent(this::useOnceMore);
      turn.put(schedule, basis, permission, number, size);
    }
  }

  /// The entity tag of a schedule is its revision.
  private static String tag(Schedule schedule) {
    return Preconditions.tag(schedule.revision());
  }

  private Quota number(String tenant) {
    return Quota.ofTenant("schedules", config.limit(), () -> book.of(tenant).size());
  }

  private Quota size(String tenant) {
    return Quota.ofTenant(
        "bytes of schedules",
        config.maxBytes().asLongValue(),
        () -> book.of(tenant).stream().mapToLong(ScheduleKeeper::bytes).sum());
  }

  /// As every replica keeps it.
  private static long bytes(Schedule schedule) {
    return Json.bytes(schedule).length;
  }

  Kept find(String tenant, String name, Preconditions conditions) throws InterruptedException {
    changes.catchUp();
    Schedule schedule = book.find(tenant, name).orElseThrow(() -> ProblemException.notFound(WHAT));
    conditions.requireMatch(Optional.of(tag(schedule)), WHAT);
    return new Kept(tag(schedule), view(schedule, clock.instant()), false);
  }

  /// By name.
  SchedulePage list(String tenant, ListQuery query) throws InterruptedException {
    changes.catchUp();
    Instant now = clock.instant();
    Page<Schedule> page = query.page(book.of(tenant).stream(), Schedule::name, CURSOR);
    return new SchedulePage(page.map(schedule -> view(schedule, now)), page.nextCursor());
  }

  /// `permission` as in [#put].
  void delete(String tenant, String name, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    changes.doInTurn(
        tenant,
        Schedule.key(tenant, name),
        turn -> {
          Schedule schedule = turn.existing();
          conditions.require(Optional.of(tag(schedule)), WHAT);
          useOnceMore(schedule);
          turn.erase(Basis.of(conditions), permission);
        });
  }

  /// The lifecycle may submit another task before it reads that the schedule has changed. So the
  /// schedule's files stay as long as unused ones do.
  private void useOnceMore(Schedule former) {
    rules.use(former.tenant(), former.task());
  }

  private ScheduleView view(Schedule schedule, Instant now) {
    return ScheduleView.of(schedule, book.status(schedule), now);
  }
}
