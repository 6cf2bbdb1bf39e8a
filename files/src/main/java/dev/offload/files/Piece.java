package dev.offload.files;

import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/// The next bytes of a file that arrives in pieces.
///
/// @param offset where in the file they begin
/// @param size how many they are, if that was said
/// @param expected their own hash, if the sender gave one
public record Piece(
    long offset, OptionalLong size, Optional<PieceHash> expected, InputStream content) {}
