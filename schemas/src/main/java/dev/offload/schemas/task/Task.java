package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A task's whole current state without its input: the value of `offload.tasks`, one per version.
/// On the wire it is flat.
///
/// @param bodyHash tells repeated submissions with one idempotency key apart, and leaves the
///     service only as a 422; null without a key
/// @param needs are the ids of the files that its input and its checkpoint name; null where the
///     release that wrote it did not tell, so it may need any of its tenant's
@JsonPropertyOrder({"id", "tenant"})
public record Task(
    @JsonUnwrapped TaskFacts facts, String tenant, String bodyHash, List<String> needs)
    implements KnownTask, TenantOwned {

  public Task {
    Require.present(facts, "facts");
    Require.text(tenant, "tenant");
    needs = needs == null ? null : List.copyOf(needs);
  }

  /// Every file it names: in its input and its checkpoint, among its outputs, in its result. Empty
  /// where it does not tell.
  public Optional<List<String>> namedFiles() {
    if (needs == null) {
      return Optional.empty();
    }
    Set<String> named = new TreeSet<>(NamedFiles.and(needs, result()));
    files().forEach(file -> named.add(file.id()));
    return Optional.of(List.copyOf(named));
  }
}
