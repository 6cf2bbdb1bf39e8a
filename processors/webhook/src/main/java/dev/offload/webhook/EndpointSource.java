package dev.offload.webhook;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.config.EndpointConsent;
import dev.offload.schemas.config.EndpointFailing;
import dev.offload.schemas.notify.EndpointId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// The endpoints as this process knows them. The process that runs the handler provides them.
/// Each note about an endpoint is durable when its method returns.
public interface EndpointSource {
  Optional<Endpoint> find(String tenant, EndpointId id);

  /// Calls `listener` soon after an endpoint is deleted, from now on.
  void whenDeleted(Consumer<Endpoint> listener);

  /// Why an endpoint accepts nothing, and since when. Empty if it accepts events.
  Optional<EndpointFailing> failing(Endpoint endpoint);

  /// What the receiver of an endpoint with a handshake has answered. Empty if it was not asked yet.
  Optional<EndpointConsent> consent(Endpoint endpoint);

  /// Notes the answer of the receiver of an endpoint. From then on it counts.
  void answered(Endpoint endpoint, EndpointConsent answer) throws InterruptedException;

  /// Waits until every record is known that was written before this call.
  ///
  /// @return whether that took no longer than `patience`
  boolean catchUp(Duration patience) throws InterruptedException;

  /// Notes that an endpoint has accepted nothing since `since`.
  void fails(Endpoint endpoint, Instant since, String error) throws InterruptedException;

  /// Notes that an endpoint accepts something again.
  void recovered(Endpoint endpoint, EndpointFailing mark, Instant at) throws InterruptedException;

  /// Notes that an endpoint gets nothing more, because of its receiver.
  void disable(Endpoint endpoint, Endpoint.Disabled why) throws InterruptedException;
}
