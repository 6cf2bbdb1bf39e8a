package dev.offload.ingest.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// A part of a list of schedules.
///
/// @param nextCursor asks for the next part; absent in the last
@JsonInclude(JsonInclude.Include.NON_NULL)
record SchedulePage(List<ScheduleView> items, String nextCursor) {}
