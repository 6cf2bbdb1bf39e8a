package dev.offload.ingest.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.problem.FieldError;
import dev.offload.ingest.problem.Problem;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.submit.Submission;
import dev.offload.ingest.submit.TaskMaker;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.config.Schedule;
import dev.offload.schemas.task.TaskSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Makes a schedule from what a client sent, or reports all mistakes in it. Its task is made like
/// one that is submitted.
@ApplicationScoped
class ScheduleMaker {

  private static final String TASK = "/task";

  private static final List<String> BEGINNINGS = List.of("runAt", "delay");
  private static final String END = "expiresAt";

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
    ScheduleBody read =
        ScheduleBody.read(body.json(), now, config.shortestInterval(), faults)
            .orElseThrow(() -> invalid(faults.list()));
    Optional<TaskSpec> task = read.task().map(json -> task(tenant, json, body.size(), faults, now));
    if (!faults.isEmpty()) {
      throw invalid(faults.list());
    }
    return new Schedule(
        tenant,
        name,
        read.cron().orElseThrow().toString(),
        read.timeZone().getId(),
        read.missed(),
        read.paused(),
        task.orElseThrow(),
        earlier.map(Schedule::createdAt).orElse(now),
        now,
        UUID.randomUUID().toString());
  }

  private TaskSpec task(String tenant, JsonNode json, int size, Faults faults, Instant now) {
    JsonNode timeless = timeless((ObjectNode) json, faults);
    try {
      Submission submission =
          new Submission(tenant, new JsonBody(timeless, size), Optional.empty(), null);
      return tasks.make(submission, now).spec();
    } catch (ProblemException e) {
      throw under(TASK, e, faults.list());
    }
  }

  /// The task without its times, which are mistakes in any case.
  private static JsonNode timeless(ObjectNode json, Faults faults) {
    ObjectNode task = json.deepCopy();
    for (String time : BEGINNINGS) {
      if (task.remove(time) != null) {
        faults.add(TASK + "/" + time, "is not allowed: the schedule says when");
      }
    }
    if (task.remove(END) != null) {
      faults.add(
          TASK + "/" + END,
          "is not allowed: one moment can't fit many tasks. timeout limits each attempt");
    }
    return task;
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
