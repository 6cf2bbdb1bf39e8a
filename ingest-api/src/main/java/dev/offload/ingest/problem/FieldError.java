package dev.offload.ingest.problem;

/// One mistake in a body.
///
/// @param pointer where the mistake is, as a JSON pointer (RFC 6901); empty for the whole body
/// @param detail the rule that is broken there
public record FieldError(String pointer, String detail) {}
