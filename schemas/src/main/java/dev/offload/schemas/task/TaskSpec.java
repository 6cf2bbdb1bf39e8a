package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.schemas.Require;
import java.util.List;

/// What a task has to do, but not when. A client submits it, and a schedule submits it again
/// and again. On the wire it is flat.
///
/// It has three parts. Every form of a task has the placement. Only what is run has the
/// [RunSpec], and only what users see has the terms. A new member belongs to one of these
/// parts.
///
/// @param then what is submitted when it has ended
@JsonPropertyOrder({"type", "queue", "input"})
public record TaskSpec(
    @JsonUnwrapped Placement placement,
    @JsonUnwrapped RunSpec run,
    @JsonUnwrapped Terms terms,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Successor> then)
    implements Placed {
  public TaskSpec {
    Require.present(placement, "placement");
    Require.present(run, "run");
    Require.present(run.input(), "input");
    Require.present(terms, "terms");
    then = Successor.checked(then);
  }

  /// A task without successors.
  public TaskSpec(Placement placement, RunSpec run, Terms terms) {
    this(placement, run, terms, List.of());
  }

  /// A task with the default terms and without a timeout.
  public static TaskSpec of(String type, String queue, JsonNode input) {
    return new TaskSpec(new Placement(type, queue), new RunSpec(input, null), Terms.DEFAULT);
  }

  public TaskSpec retrying(RetryPolicy retry) {
    return with(terms.with(retry));
  }

  public TaskSpec tagged(List<String> tags) {
    return with(terms.withTags(tags));
  }

  public TaskSpec in(GroupId group) {
    return with(terms.in(group));
  }

  /// The same with other successors.
  public TaskSpec then(List<Successor> successors) {
    return new TaskSpec(placement, run, terms, successors);
  }

  /// The same with another input.
  public TaskSpec with(JsonNode input) {
    return new TaskSpec(placement, run.with(input), terms, then);
  }

  private TaskSpec with(Terms newTerms) {
    return new TaskSpec(placement, run, newTerms, then);
  }

  public JsonNode input() {
    return run.input();
  }
}
