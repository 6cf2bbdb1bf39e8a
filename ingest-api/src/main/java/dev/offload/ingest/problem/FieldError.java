package dev.offload.ingest.problem;

/// One thing that is wrong with a body.
///
/// @param pointer where, as a JSON pointer (RFC 6901); empty for the whole body
/// @param detail what would be right
public record FieldError(String pointer, String detail) {}
