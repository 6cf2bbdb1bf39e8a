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
  private record SpecContext(
      String tenant, Instant now, Optional<GroupId> group, String pointer, int depth) {
    SpecContext below(Optional<GroupId> newGroup, String newPointer) {
      return new SpecContext(tenant, now, newGroup, newPointer, depth + 1);
    }

    SpecContext at(String newPointer) {
      return new SpecContext(tenant, now, group, newPointer, depth);
    }
  }

  /// Empty, with faults, if the task is wrong.
  ///
  /// @param body the members of `whole`
  /// @throws ProblemException `unknown-type`, `too-large`
  Optional<TaskSpec> task(String tenant, Given body, JsonBody whole, Instant now, Faults faults) {
    Optional<TaskSpec> task =
        spec(
            new SpecContext(tenant, now, Optional.empty(), "", 0),
            body,
            Optional.of(whole),
            faults);
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
        then(
            new SpecContext(tenant, now, Optional.empty(), TaskBody.THEN.pointer(), 1),
            given,
            faults);
    rules.checkNumber(Inputs.of(then), faults);
    return then;
  }

  private Optional<TaskSpec> spec(
      SpecContext context, Given body, Optional<JsonBody> whole, Faults faults) {
    checkTimeout(context, body, faults);
    Optional<TaskType> type = body.get(TaskBody.TYPE).map(name -> type(name, context, faults));
    Optional<JsonNode> input = body.get(TaskBody.INPUT);
    whole.filter(_ -> input.isPresent()).ifPresent(InputRules::checkSize);
    if (type.isPresent() && input.isPresent()) {
      List<String> formers = body.get(AfterBody.AFTER).orElseGet(List::of);
      check(context, type.get(), input.get(), formers, faults);
    }
    RetryPolicy usual = type.map(TaskType::retry).orElse(RetryPolicy.DEFAULT);
    RetryPolicy retry =
        body.get(TaskBody.RETRY)
            .map(
                wish ->
                    RetryBody.policy(wish, usual, TaskBody.RETRY.under(context.pointer()), faults))
            .orElse(usual);
    List<Successor> then =
        body.get(TaskBody.THEN)
            .map(
                given ->
                    then(
                        context.below(
                            body.get(TaskBody.GROUP), TaskBody.THEN.under(context.pointer())),
                        given,
                        faults))
            .orElseGet(List::of);
    return faults.isEmpty()
        ? Optional.of(spec(body, type.orElseThrow(), retry).then(then))
        : Optional.empty();
  }

  private void check(
      SpecContext context, TaskType type, JsonNode input, List<String> formers, Faults faults) {
    if (!formers.isEmpty()) {
      rules.checkAfter(context.tenant(), type, input, formers, faults);
    } else if (context.pointer().isEmpty()) {
      rules.check(context.tenant(), type, input, faults);
    } else {
      rules.checkSuccessor(
          context.tenant(), type, input, TaskBody.INPUT.under(context.pointer()), faults);
    }
  }

  /// Those of `given` that are right.
  private List<Successor> then(SpecContext context, List<Given> given, Faults faults) {
    if (context.depth() > Successor.DEEPEST) {
      faults.add(
          context.pointer(), "must not be nested more than %d deep".formatted(Successor.DEEPEST));
      return List.of();
    }
    List<Successor> then = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Given next = given.get(i);
      Optional<Given> task = next.get(SuccessorBody.TASK);
      SpecContext at =
          context.at(SuccessorBody.TASK.under("%s/%d".formatted(context.pointer(), i)));
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
  private static void checkGroup(SpecContext context, Given body, Faults faults) {
    body.get(TaskBody.GROUP)
        .filter(group -> !context.group().equals(Optional.of(group)))
        .ifPresent(
            _ ->
                faults.add(
                    TaskBody.GROUP.under(context.pointer()),
                    "must be that of the task it follows"));
  }

  private static void checkExpiry(SpecContext context, Given body, Faults faults) {
    Instant now = context.now();
    Instant earliest = body.get(TaskBody.DELAY).map(now::plus).orElse(now);
    body.get(TaskBody.EXPIRES_AT)
        .ifPresent(
            time -> RequestedTimes.checkExpiry(time, now, earliest, context.pointer(), faults));
  }

  private void checkTimeout(SpecContext context, Given body, Faults faults) {
    Duration longest = config.longestTimeout();
    body.get(TaskBody.TIMEOUT)
        .filter(timeout -> timeout.compareTo(longest) > 0)
        .ifPresent(
            _ ->
                faults.add(
                    TaskBody.TIMEOUT.under(context.pointer()), "must be at most " + longest));
  }

  private TaskType type(String name, SpecContext context, Faults faults) {
    return types
        .find(name)
        .orElseThrow(
            () -> {
              String known = "must be one of " + String.join(", ", types.names());
              faults.add(TaskBody.TYPE.under(context.pointer()), known);
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
