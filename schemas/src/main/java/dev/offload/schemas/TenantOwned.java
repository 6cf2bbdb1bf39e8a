package dev.offload.schemas;

/// Something that belongs to one tenant. On the wire, its record has the tenant as a header.
public interface TenantOwned {
  String tenant();
}
