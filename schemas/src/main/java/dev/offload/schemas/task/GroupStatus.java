package dev.offload.schemas.task;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.offload.schemas.Require;
import dev.offload.schemas.TenantOwned;
import java.util.List;

/// Where a group stands: a value of `offload.groups`, written at most about once a second while
/// its tasks run. On the wire it is flat.
///
/// @param needs the ids of the files that the inputs of its successors name
@JsonPropertyOrder({"id", "tenant"})
public record GroupStatus(@JsonUnwrapped GroupFacts facts, String tenant, List<String> needs)
    implements TenantOwned {
  public GroupStatus {
    Require.present(facts, "facts");
    Require.text(tenant, "tenant");
    needs = needs == null ? List.of() : List.copyOf(needs);
  }

  public String key() {
    return facts.id().toString();
  }
}
