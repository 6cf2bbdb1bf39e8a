package dev.offload.files;

import java.util.Objects;
import java.util.function.Function;

/// The limits of a store.
///
/// @param reserve the space that has to stay free on its disk
/// @param quotas what each tenant may keep
public record StoreLimits(Reserve reserve, Function<String, Quota> quotas) {
  public StoreLimits {
    Objects.requireNonNull(reserve, "reserve");
    Objects.requireNonNull(quotas, "quotas");
  }

  public static StoreLimits none() {
    return new StoreLimits(Reserve.none(), _ -> Quota.NONE);
  }
}
