package dev.offload.schemas.config;

import dev.offload.schemas.TenantOwned;

/// Something that users change at run time: a value of `offload.config`, keyed by kind, tenant and
/// name.
public sealed interface ConfigEntry extends TenantOwned permits ApiKey, Schedule {
  String key();
}
