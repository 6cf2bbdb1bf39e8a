package dev.offload.schemas.task;

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
@JsonPropertyOrder({"type", "queue", "input"})
public record TaskSpec(
    @JsonUnwrapped Placement placement, @JsonUnwrapped RunSpec run, @JsonUnwrapped Terms terms)
    implements Placed {
  public TaskSpec {
    Require.present(placement, "placement");
    Require.present(run, "run");
    Require.present(run.input(), "input");
    Require.present(terms, "terms");
  }

  /// A task with the default terms and without a timeout.
  public static TaskSpec of(String type, String queue, JsonNode input) {
    return new TaskSpec(new Placement(type, queue), new RunSpec(input, null), Terms.DEFAULT);
  }

  public TaskSpec retrying(RetryPolicy retry) {
    return with(new Terms(retry, terms.notifications(), terms.tags()));
  }

  public TaskSpec tagged(List<String> tags) {
    return with(terms.withTags(tags));
  }

  private TaskSpec with(Terms newTerms) {
    return new TaskSpec(placement, run, newTerms);
  }

  public JsonNode input() {
    return run.input();
  }
}
