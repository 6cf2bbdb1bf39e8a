package dev.offload.ingest.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// A part of a list of keys.
///
/// @param nextCursor asks for the next part; absent in the last
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyPage(List<KeyDescription> items, String nextCursor) {}
