package dev.offload.files;

import java.time.Instant;

/// How much of a file that is sent in pieces has arrived.
///
/// @param offset how many of its bytes are durable
/// @param lastPiece when they last became more, or when the file was begun
public record Arrival(PartialFile file, long offset, Instant lastPiece) {}
