package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.offload.schemas.Require;
import java.net.URI;
import java.util.List;

/// A group as its owner sees it: over HTTP and in completions. Others see it
/// [without a part][#forOutsiders]. As JSON it is flat.
///
/// @param progress how many of its tasks have ended, and how many there are
@JsonPropertyOrder({
  "id",
  "state",
  "version",
  "total",
  "counts",
  "progress",
  "errors",
  "then",
  "notify",
  "tags",
  "createdAt",
  "sealedAt",
  "cancelRequestedAt",
  "finishedAt",
  "links"
})
public record PublicGroup(@JsonUnwrapped GroupFacts facts, Progress progress, Links links)
    implements Announced {
  static final String EVENT_PREFIX = "group.";

  public PublicGroup {
    Require.present(facts, "facts");
  }

  @Override
  public GroupId subject() {
    return facts.id();
  }

  @Override
  public String event() {
    return EVENT_PREFIX + facts.state();
  }

  @Override
  public boolean hasEnded() {
    return facts.state().hasEnded();
  }

  @Override
  public List<Notify> notifications() {
    return facts.terms().notifications();
  }

  @Override
  public List<SuccessorRef> then() {
    return facts.then();
  }

  @Override
  public List<String> tags() {
    return facts.terms().tags();
  }

  @Override
  public PublicGroup forOutsiders() {
    return new PublicGroup(facts.with(facts.terms().withoutNotifications()), progress, links);
  }

  /// Related paths.
  public record Links(URI self, URI tasks) {
    static Links of(GroupId id) {
      return new Links(URI.create("/v1/groups/" + id), URI.create("/v1/tasks?group=" + id));
    }
  }

  public static PublicGroup of(GroupStatus group) {
    GroupFacts facts = group.facts();
    return new PublicGroup(facts, facts.progress(), Links.of(facts.id()));
  }
}
