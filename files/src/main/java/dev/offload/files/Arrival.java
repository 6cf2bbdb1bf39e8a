package dev.offload.files;

import java.time.Instant;

/// How far a file that is not whole has arrived.
///
/// @param offset how many of its bytes are durable
/// @param lastPiece when they last became more, or when the file was begun
public record Arrival(PartialFile file, long offset, Instant lastPiece) {}
