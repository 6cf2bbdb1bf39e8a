package dev.offload.ingest.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.cron.Cron;
import dev.offload.cron.FireTimes;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.Problem;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.submit.SubmitRequest;
import dev.offload.ingest.submit.TaskMaker;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.MissedRuns;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.task.TaskSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Makes a schedule from what a client sent, or reports all mistakes in it. Its task is made like
/// one that is submitted.
@ApplicationScoped
class ScheduleMaker {

  private static final String TASK = ScheduleBody.TASK.pointer();
  private static final ZoneId USUAL_ZONE = ZoneId.of("UTC");

  private final TaskMaker tasks;
  private final SchedulesConfig config;

  ScheduleMaker(TaskMaker tasks, SchedulesConfig config) {
    this.tasks = tasks;
    this.config = config;
  }

  /// @param earlier the existing schedule with this name
  /// @throws ProblemException if it can't be accepted
  Schedule make(
      String tenant, String name, JsonBody body, Optional<Schedule> earlier, Instant now) {
    Faults faults = new Faults();
    if (!Schedule.isName(name)) {
      faults.add("", "the name in the path must be " + Schedule.NAME_RULE);
    }
    Given given =
        ScheduleBody.SHAPE.read(body.json(), faults).orElseThrow(() -> invalid(faults.list()));
    Optional<Cron> cron = given.get(ScheduleBody.CRON);
    ZoneId zone = given.get(ScheduleBody.TIME_ZONE).orElse(USUAL_ZONE);
    cron.ifPresent(expression -> checkTimes(expression, zone, now, faults));
    Optional<TaskSpec> task =
        given.get(ScheduleBody.TASK).map(json -> task(tenant, json, body.size(), faults, now));
    if (!faults.isEmpty()) {
      throw invalid(faults.list());
    }
    return new Schedule(
        tenant,
        name,
        cron.orElseThrow().toString(),
        zone.getId(),
        given.get(ScheduleBody.MISSED).orElse(MissedRuns.SKIP),
        given.get(ScheduleBody.PAUSED).orElse(false),
        task.orElseThrow(),
        earlier.map(Schedule::createdAt).orElse(now),
        now,
        UUID.randomUUID().toString());
  }

  private void checkTimes(Cron cron, ZoneId zone, Instant now, Faults faults) {
    if (new FireTimes(cron, zone).after(now).isEmpty()) {
      faults.add(ScheduleBody.CRON.pointer(), "must name a time in the future");
    } else if (cron.firesWithin(config.shortestInterval())) {
      faults.add(
          ScheduleBody.CRON.pointer(),
          "must not fire more often than every " + config.shortestInterval());
    }
  }

  private TaskSpec task(String tenant, JsonNode json, int size, Faults faults, Instant now) {
    try {
      SubmitRequest request =
          new SubmitRequest(
              tenant, ScheduleBody.TASK_SHAPE, new JsonBody(json, size), Optional.empty(), null);
      return tasks.make(request, now).spec();
    } catch (ProblemException e) {
      throw under(TASK, e, faults.list());
    }
  }

  /// Turns a problem of a part of the body into one of the whole body, with the other mistakes.
  private static ProblemException under(
      String pointer, ProblemException part, List<FieldError> others) {
    Problem problem = part.problem();
    List<FieldError> errors = new ArrayList<>(others);
    for (FieldError error : problem.errors()) {
      FieldError whole = new FieldError(pointer + error.pointer(), error.detail());
      if (!others.contains(whole)) {
        errors.add(whole);
      }
    }
    for (ProblemCode code : ProblemCode.values()) {
      boolean itsOwn = code.code().equals(problem.code()) && code != ProblemCode.INVALID_TASK;
      if (itsOwn && others.isEmpty()) {
        return ProblemException.of(code, problem.detail(), errors);
      }
    }
    return invalid(errors);
  }

  private static ProblemException invalid(List<FieldError> errors) {
    return ProblemException.of(
        ProblemCode.INVALID_SCHEDULE, "The schedule is invalid: see errors.", errors);
  }
}
