package dev.offload.ingest.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// A page of a list of keys.
///
/// @param nextCursor asks for the next page; absent on the last page
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyPage(List<KeyDescription> items, String nextCursor) {}
