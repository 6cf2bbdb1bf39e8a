package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.offload.schemas.Require;
import java.net.URI;
import java.util.List;

/// A task as its owner sees it: over HTTP, in Server-Sent Events and in completions. Others see it
/// [without a part][#forOutsiders]. As JSON it is flat.
///
/// @param progress the last progress of its handler; null if there is none
@JsonPropertyOrder({
  "id",
  "type",
  "queue",
  "state",
  "waitingFor",
  "version",
  "origin",
  "parent",
  "follows",
  "then",
  "after",
  "progress",
  "result",
  "files",
  "error",
  "attempts",
  "earlierEnds",
  "retry",
  "notify",
  "tags",
  "group",
  "user",
  "createdAt",
  "runAt",
  "startedAt",
  "finishedAt",
  "cancelRequestedAt",
  "links"
})
public record PublicTask(@JsonUnwrapped TaskFacts facts, Progress progress, Links links)
    implements KnownTask, Announced {
  public PublicTask {
    Require.present(facts, "facts");
  }

  /// Users are shown every priority, although a [Placement] leaves the default out.
  @JsonProperty("priority")
  int shownPriority() {
    return facts.placement().priority();
  }

  /// Users are shown every weight too.
  @JsonProperty("weight")
  int shownWeight() {
    return facts.placement().weight();
  }

  @Override
  public TaskId subject() {
    return id();
  }

  @Override
  public String event() {
    return "task." + state();
  }

  @Override
  public boolean hasEnded() {
    return state().hasEnded();
  }

  @Override
  public List<Notify> notifications() {
    return terms().notifications();
  }

  @Override
  public List<SuccessorRef> then() {
    return facts.relatives().then();
  }

  @Override
  public List<String> tags() {
    return terms().tags();
  }

  /// The same without what other services have answered, of which the status stays. It is for
  /// deliveries, whose results have the members of an [Answer].
  public PublicTask withoutAnswers() {
    return new PublicTask(facts.with(facts.runs().withoutAnswers()), progress, links);
  }

  @Override
  public PublicTask forOutsiders() {
    return new PublicTask(facts.with(terms().withoutNotifications()), progress, links);
  }

  /// Related paths.
  public record Links(URI self, URI events) {
    static Links of(TaskId id) {
      return new Links(URI.create("/v1/tasks/" + id), URI.create("/v1/tasks/" + id + "/events"));
    }
  }

  public static PublicTask of(Task task, Progress progress) {
    TaskFacts facts = task.facts();
    return new PublicTask(
        facts.with(WaitingFor.saidBy(facts).orElse(null)), progress, Links.of(task.id()));
  }

  /// The same if it is known better why it does not run yet.
  public PublicTask waitingFor(WaitingFor reason) {
    return new PublicTask(facts.with(reason), progress, links);
  }
}
