package dev.offload.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.Column;
import java.util.List;

/// The result of a task of type `report`. Its files are the task's.
///
/// @param rows how many the answer has
/// @param preview the first of them, in the order of the columns, long texts cut
record ReportResult(long rows, List<Column> columns, List<List<JsonNode>> preview) {}
