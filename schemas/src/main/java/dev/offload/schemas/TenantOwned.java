package dev.offload.schemas;

/// Something that belongs to one tenant; on the wire its record carries the tenant as a header.
public interface TenantOwned {
  String tenant();
}
