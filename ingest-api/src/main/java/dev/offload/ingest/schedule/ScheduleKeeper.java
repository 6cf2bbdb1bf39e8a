package dev.offload.ingest.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.etag.Preconditions;
import dev.offload.ingest.list.ListQuery;
import dev.offload.ingest.list.Page;
import dev.offload.ingest.list.PageCursor;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.quota.Quota;
import dev.offload.ingest.quota.TenantTurns;
import dev.offload.ingest.storage.StorageGuard;
import dev.offload.ingest.submit.FileHolds;
import dev.offload.ingest.submit.InputRules;
import dev.offload.kafka.write.BoundedWriter;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.json.Json;
import dev.offload.schemas.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Creates, shows and deletes schedules. Every replica knows what another has answered, since each
/// reads on before it answers.
@ApplicationScoped
class ScheduleKeeper {

  /// How many earlier requests a request has to be able to wait for.
  private static final int TURNS = 5;

  private static final String WHAT = "schedule";
  private static final String NOT_READ = "Kafka does not answer: schedules can't be read now.";
  private static final String NOT_SEEN =
      "The change was made, but this replica does not see it yet.";

  private static final PageCursor<String> CURSOR =
      PageCursor.of(name -> name, text -> Optional.of(text).filter(Schedule::isName));

  private final ScheduleBook book;
  private final ScheduleMaker maker;
  private final SchedulesConfig config;
  private final BoundedWriter writer;
  private final InputRules rules;
  private final StorageGuard storage;
  private final InstantSource clock;
  private final TenantTurns turns;

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
    this.writer = writer;
    this.rules = rules;
    this.storage = storage;
    this.clock = clock;
    this.turns = new TenantTurns(config.lookupLimit().multipliedBy(TURNS));
  }

  /// A schedule that exists now, and whether it is new.
  record Kept(String tag, ScheduleView view, boolean isNew) {}

  /// `permission` throws if the caller may not write any more. It is asked after the wait.
  Kept put(String tenant, String name, JsonBody body, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    try (TenantTurns.Turn _ = turns.take(tenant)) {
      return putInTurn(tenant, name, body, conditions, permission);
    }
  }

  private Kept putInTurn(
      String tenant, String name, JsonBody body, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    book.catchUp(NOT_READ);
    Instant now = clock.instant();
    Optional<Schedule> earlier = book.find(tenant, name);
    Schedule schedule = maker.make(tenant, name, body, earlier, now);
    conditions.require(earlier.map(ScheduleKeeper::tag), WHAT);
    long more = earlier.isEmpty() ? 1 : 0;
    long moreBytes = bytes(schedule) - earlier.map(ScheduleKeeper::bytes).orElse(0L);
    Quota number = number(tenant);
    Quota size = size(tenant);
    number.checkRoom(more);
    size.checkRoom(moreBytes);
    storage.requireRoomForWork();
    try (FileHolds _ = rules.hold(tenant, schedule.task())) {
      earlier.ifPresent(this::useOnceMore);
      permission.run();
      writer.write(Topics.CONFIG, schedule.key(), schedule);
    }
    book.catchUp(NOT_SEEN);
    if (earlier.isEmpty()) {
      // A changed schedule stays, even if others came first: the earlier one written again could
      // undo what another replica has accepted since.
      Runnable takeBack = () -> writer.write(Topics.CONFIG, schedule.key(), null);
      number.checkWritten(more, takeBack);
      size.checkWritten(moreBytes, takeBack);
    }
    return new Kept(tag(schedule), view(schedule, now), earlier.isEmpty());
  }

  /// The entity tag of a schedule is its revision.
  private static String tag(Schedule schedule) {
    return Preconditions.tag(schedule.revision());
  }

  private Quota number(String tenant) {
    return new Quota("schedules", config.limit(), () -> book.of(tenant).size());
  }

  private Quota size(String tenant) {
    return new Quota(
        "bytes of schedules",
        config.maxBytes().asLongValue(),
        () -> book.of(tenant).stream().mapToLong(ScheduleKeeper::bytes).sum());
  }

  /// As every replica keeps it.
  private static long bytes(Schedule schedule) {
    try {
      return Json.MAPPER.writeValueAsBytes(schedule).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every schedule can be written as JSON", e);
    }
  }

  Kept find(String tenant, String name, Preconditions conditions) throws InterruptedException {
    book.catchUp(NOT_READ);
    Schedule schedule = existing(tenant, name);
    conditions.requireMatch(Optional.of(tag(schedule)), WHAT);
    return new Kept(tag(schedule), view(schedule, clock.instant()), false);
  }

  /// By name.
  SchedulePage list(String tenant, ListQuery query) throws InterruptedException {
    book.catchUp(NOT_READ);
    Instant now = clock.instant();
    Page<Schedule> page = query.page(book.of(tenant).stream(), Schedule::name, CURSOR);
    return new SchedulePage(page.map(schedule -> view(schedule, now)), page.nextCursor());
  }

  /// `permission` as in [#put].
  void delete(String tenant, String name, Preconditions conditions, Runnable permission)
      throws InterruptedException {
    try (TenantTurns.Turn _ = turns.take(tenant)) {
      book.catchUp(NOT_READ);
      Schedule schedule = existing(tenant, name);
      conditions.require(Optional.of(tag(schedule)), WHAT);
      useOnceMore(schedule);
      permission.run();
      writer.write(Topics.CONFIG, schedule.key(), null);
      book.catchUp(NOT_SEEN);
    }
  }

  /// The lifecycle may submit another task before it reads that the schedule has changed. So the
  /// schedule's files stay as long as unused ones do.
  private void useOnceMore(Schedule former) {
    rules.use(former.tenant(), former.task());
  }

  private Schedule existing(String tenant, String name) {
    return book.find(tenant, name).orElseThrow(() -> ProblemException.notFound(WHAT));
  }

  private ScheduleView view(Schedule schedule, Instant now) {
    return ScheduleView.of(schedule, book.status(schedule), now);
  }
}
