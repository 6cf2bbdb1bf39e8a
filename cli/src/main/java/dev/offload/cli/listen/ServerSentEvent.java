package dev.offload.cli.listen;

/// An event of a live stream.
///
/// @param name what kind it is
/// @param data its lines, with line feeds between them; empty in an event that only moves the
///     position of the client
/// @param lastId the id with which the stream goes on after it; empty if there was none yet
record ServerSentEvent(String name, String data, String lastId) {}
