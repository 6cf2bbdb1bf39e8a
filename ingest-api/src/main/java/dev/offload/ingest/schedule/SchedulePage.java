package dev.offload.ingest.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// A page of a list of schedules.
///
/// @param nextCursor asks for the next page; absent on the last page
@JsonInclude(JsonInclude.Include.NON_NULL)
record SchedulePage(List<ScheduleView> items, String nextCursor) {}
