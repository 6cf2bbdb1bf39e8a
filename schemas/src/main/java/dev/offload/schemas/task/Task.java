package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The current state of a task, without its input: a value of `offload.tasks`. On the wire it
/// is flat.
///
/// @param bodyHash the hash of the body, to compare submissions with the same idempotency key;
///     null without a key. Clients never see it
/// @param needs the ids of the files that its input and its checkpoint name; null if an old
///     release wrote it, so that it may need any file of its tenant
@JsonPropertyOrder({"id", "tenant"})
public record Task(
    @JsonUnwrapped TaskFacts facts, String tenant, String bodyHash, List<String> needs)
    implements KnownTask, TenantOwned {

  public Task {
    Require.present(facts, "facts");
    Require.text(tenant, "tenant");
    needs = needs == null ? null : List.copyOf(needs);
  }

  /// Every file that it names in its input, checkpoint, output files or result. Empty if it is
  /// not known.
  public Optional<List<String>> namedFiles() {
    if (needs == null) {
      return Optional.empty();
    }
    Set<String> named = new TreeSet<>(NamedFiles.and(needs, result()));
    files().forEach(file -> named.add(file.id()));
    return Optional.of(List.copyOf(named));
  }
}
