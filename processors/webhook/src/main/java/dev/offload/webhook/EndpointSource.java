package dev.offload.webhook;

import dev.offload.schemas.config.Endpoint;
import dev.offload.schemas.notify.EndpointId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The endpoints as this process knows them. Whoever runs the handler brings them along.
public interface EndpointSource {
  Optional<Endpoint> find(String tenant, EndpointId id);

  /// Waits until everything is known that anybody wrote before.
  ///
  /// @return whether it is, within `patience`
  boolean catchUp(Duration patience) throws InterruptedException;

  /// Notes that the receiver of `endpoint` has answered 410 at `at`, so that it gets nothing more.
  /// It is durable when this returns.
  void gone(Endpoint endpoint, Instant at) throws InterruptedException;
}
