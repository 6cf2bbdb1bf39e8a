package dev.offload.ingest.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.ingest.body.Faults;
import dev.offload.ingest.body.Given;
import dev.offload.ingest.body.JsonBody;
import dev.offload.ingest.problem.ProblemException;
import dev.offload.ingest.types.TaskTypes;
import dev.offload.ingest.types.TaskTypes.TaskType;
import dev.offload.schemas.ProblemCode;
import dev.offload.schemas.task.GroupId;
import dev.offload.schemas.task.Placement;
import dev.offload.schemas.task.RetryPolicy;
import dev.offload.schemas.task.RunSpec;
import dev.offload.schemas.task.Successor;
import dev.offload.schemas.task.TaskSpec;
import dev.offload.schemas.task.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a task has to do, and what follows it, and finds all mistakes in that.
@ApplicationScoped
public class SpecReader {

  private final TaskTypes types;
  private final InputRules rules;
  private final SubmitConfig config;

  SpecReader(TaskTypes types, InputRules rules, SubmitConfig config) {
    this.types = types;
    this.rules = rules;
    this.config = config;
  }

  /// A task or a list of successors, and where it is in the body.
  ///
  /// @param group that of the task itself, or of the one that is followed
  /// @param depth how many others it follows
  private record Place(
      String tenant, Instant now, Optional<GroupId> group, String pointer, int depth) {
    Place below(Optional<GroupId> newGroup, String newPointer) {
      return new Place(tenant, now, newGroup, newPointer, depth + 1);
    }

    Place at(String newPointer) {
      return new Place(tenant, now, group, newPointer, depth);
    }
  }

  /// Empty, with faults, if the task is wrong.
  ///
  /// @param body the members of `whole`
  /// @throws ProblemException `unknown-type`, `too-large`
  Optional<TaskSpec> task(String tenant, Given body, JsonBody whole, Instant now, Faults faults) {
    Optional<TaskSpec> task =
        spec(new Place(tenant, now, Optional.empty(), "", 0), body, Optional.of(whole), faults);
    task.filter(one -> !one.then().isEmpty())
        .ifPresent(one -> rules.checkNumber(Inputs.of(one), faults));
    return task;
  }

  /// What follows a group; with faults if something of it is wrong.
  ///
  /// @param given the member `then` of `whole`
  /// @throws ProblemException `unknown-type`, `too-large`
  public List<Successor> afterGroup(
      String tenant, List<Given> given, JsonBody whole, Instant now, Faults faults) {
    InputRules.checkSize(whole);
    List<Successor> then =
        then(new Place(tenant, now, Optional.empty(), TaskBody.THEN.pointer(), 1), given, faults);
    rules.checkNumber(Inputs.of(then), faults);
    return then;
  }

  private Optional<TaskSpec> spec(
      Place place, Given body, Optional<JsonBody> whole, Faults faults) {
    checkTimeout(place, body, faults);
    Optional<TaskType> type = body.get(TaskBody.TYPE).map(name -> type(name, place, faults));
    Optional<JsonNode> input = body.get(TaskBody.INPUT);
    whole.filter(_ -> input.isPresent()).ifPresent(InputRules::checkSize);
    if (type.isPresent() && input.isPresent()) {
      List<String> formers = body.get(AfterBody.AFTER).orElseGet(List::of);
      check(place, type.get(), input.get(), formers, faults);
    }
    RetryPolicy usual = type.map(TaskType::retry).orElse(RetryPolicy.DEFAULT);
    RetryPolicy retry =
        body.get(TaskBody.RETRY)
            .map(
                wish ->
                    RetryBody.policy(wish, usual, TaskBody.RETRY.under(place.pointer()), faults))
            .orElse(usual);
    List<Successor> then =
        body.get(TaskBody.THEN)
            .map(
                given ->
                    then(
                        place.below(body.get(TaskBody.GROUP), TaskBody.THEN.under(place.pointer())),
                        given,
                        faults))
            .orElseGet(List::of);
    return faults.isEmpty()
        ? Optional.of(spec(body, type.orElseThrow(), retry).then(then))
        : Optional.empty();
  }

  private void check(
      Place place, TaskType type, JsonNode input, List<String> formers, Faults faults) {
    if (!formers.isEmpty()) {
      rules.checkAfter(place.tenant(), type, input, formers, faults);
    } else if (place.pointer().isEmpty()) {
      rules.check(place.tenant(), type, input, faults);
    } else {
      rules.checkSuccessor(
          place.tenant(), type, input, TaskBody.INPUT.under(place.pointer()), faults);
    }
  }

  /// Those of `given` that are right.
  private List<Successor> then(Place place, List<Given> given, Faults faults) {
    if (place.depth() > Successor.DEEPEST) {
      faults.add(
          place.pointer(), "must not be nested more than %d deep".formatted(Successor.DEEPEST));
      return List.of();
    }
    List<Successor> then = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Given next = given.get(i);
      Optional<Given> task = next.get(SuccessorBody.TASK);
      Place at = place.at(SuccessorBody.TASK.under("%s/%d".formatted(place.pointer(), i)));
      task.ifPresent(
          body -> {
            checkGroup(at, body, faults);
            checkExpiry(at, body, faults);
            spec(at, body, Optional.empty(), faults)
                .map(spec -> next(next, body, spec))
                .ifPresent(then::add);
          });
    }
    return then;
  }

  private static Successor next(Given next, Given body, TaskSpec spec) {
    return new Successor(
        next.get(SuccessorBody.ON).orElseThrow(),
        spec,
        body.get(TaskBody.DELAY).orElse(null),
        body.get(TaskBody.EXPIRES_AT).orElse(null));
  }

  /// Another group might have ended by then.
  private static void checkGroup(Place place, Given body, Faults faults) {
    body.get(TaskBody.GROUP)
        .filter(group -> !place.group().equals(Optional.of(group)))
        .ifPresent(
            _ ->
                faults.add(
                    TaskBody.GROUP.under(place.pointer()), "must be that of the task it follows"));
  }

  private static void checkExpiry(Place place, Given body, Faults faults) {
    Instant now = place.now();
    Instant earliest = body.get(TaskBody.DELAY).map(now::plus).orElse(now);
    body.get(TaskBody.EXPIRES_AT)
        .ifPresent(
            time -> RequestedTimes.checkExpiry(time, now, earliest, place.pointer(), faults));
  }

  private void checkTimeout(Place place, Given body, Faults faults) {
    Duration longest = config.longestTimeout();
    body.get(TaskBody.TIMEOUT)
        .filter(timeout -> timeout.compareTo(longest) > 0)
        .ifPresent(
            _ -> faults.add(TaskBody.TIMEOUT.under(place.pointer()), "must be at most " + longest));
  }

  private TaskType type(String name, Place place, Faults faults) {
    return types
        .find(name)
        .orElseThrow(
            () -> {
              String known = "must be one of " + String.join(", ", types.names());
              faults.add(TaskBody.TYPE.under(place.pointer()), known);
              return ProblemException.of(
                  ProblemCode.UNKNOWN_TYPE, "The type " + known + ".", faults.list());
            });
  }

  private static TaskSpec spec(Given body, TaskType type, RetryPolicy retry) {
    return new TaskSpec(
        new Placement(
            type.name(),
            type.queue(),
            body.get(TaskBody.PRIORITY).orElse(null),
            body.get(TaskBody.CONCURRENCY_KEY).orElse(null),
            body.get(TaskBody.WEIGHT).orElse(null)),
        new RunSpec(
            body.get(TaskBody.INPUT).orElseThrow(), body.get(TaskBody.TIMEOUT).orElse(null)),
        new Terms(
            retry,
            body.get(TaskBody.NOTIFY).orElseGet(List::of),
            body.get(TaskBody.TAGS).orElseGet(List::of),
            body.get(TaskBody.GROUP).orElse(null),
            body.get(TaskBody.USER).orElse(null)));
  }
}
