package dev.offload.schemas;

/// Something with a W3C trace context. On the wire, it is the header `traceparent`.
public interface Traced {
  /// The `traceparent` of the request that started this, or null if that was not traced.
  String traceparent();
}
