package dev.offload.ingest.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// A page of a list of limits.
///
/// @param nextCursor asks for the next page; absent on the last page
@JsonInclude(JsonInclude.Include.NON_NULL)
record LimitPage(List<LimitView> items, String nextCursor) {}
