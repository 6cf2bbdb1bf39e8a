package dev.offload.worker;

import dev.offload.schemas.config.UserPreferences;
import java.util.Optional;

/// What tenants say about the users of their applications.
public interface UserDirectory {
  /// The preferences of a user as they are now; empty if there are none.
  ///
  /// @throws IllegalStateException if that can't be found out now
  Optional<UserPreferences> find(String tenant, String user) throws InterruptedException;
}
